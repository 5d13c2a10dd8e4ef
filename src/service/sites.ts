// The sites that the service counts for: which articles they have at this moment, and which origins their pages come from.
import { type ArticlesSource, isAddress, openArticles } from "./articles-source.ts";
import { type Log, reasonOf } from "./log.ts";
import { type Article, type Manifest, ManifestError, parseManifest } from "./manifest.ts";
import type { Metrics } from "./metrics.ts";
import type { SiteSettings } from "./settings.ts";

/** How old the knowledge of an articles file may be, ms: a look at a file costs nothing, a request to an address does. */
const fileInterval = 1_000;
const addressInterval = 60_000;
/** An unknown path may be an article published just now: an address is asked again after so many ms. */
const addressPatience = 10_000;

export class Site {
  manifest: Manifest | null = null;
  /** Grows with every new manifest. */
  edition = 0;
  /** Why the last reading failed; "" where it did not. */
  problem = "not read yet";
  readonly settings: SiteSettings;
  private readonly read: ArticlesSource;
  private readonly report: (site: Site) => void;
  private checkedAt = Number.NEGATIVE_INFINITY;
  private checking: Promise<void> | null = null;

  constructor(settings: SiteSettings, report: (site: Site) => void) {
    this.settings = settings;
    this.read = openArticles(settings.articles);
    this.report = report;
  }

  get id(): string {
    return this.settings.id || (this.manifest?.siteId ?? "");
  }

  /** Null where no article has or had the path. */
  async find(path: string): Promise<Article | null> {
    const known = this.manifest?.articles.get(path);
    const isRemote = isAddress(this.settings.articles);
    if (known) {
      void this.refresh(isRemote ? addressInterval : fileInterval);
      return known;
    }
    await this.refresh(isRemote ? addressPatience : fileInterval);
    return this.manifest?.articles.get(path) ?? null;
  }

  isOwnOrigin(origin: string): boolean {
    return origin === this.manifest?.origin || this.settings.origins.includes(origin);
  }

  /** Reads the articles file where that was last done `age` ms ago or longer; never throws. What could be read once stays in use. */
  refresh(age: number): Promise<void> {
    if (performance.now() - this.checkedAt < age)
      return this.manifest === null && this.checking ? this.checking : Promise.resolve();
    this.checking ??= this.load().finally(() => {
      this.checkedAt = performance.now();
      this.checking = null;
    });
    return this.checking;
  }

  private async load(): Promise<void> {
    try {
      const text = await this.read();
      if (text === null) return;
      const manifest = parseManifest(text);
      if (this.settings.id !== "" && manifest.siteId !== this.settings.id)
        throw new ManifestError(`it is of the site "${manifest.siteId}", not "${this.settings.id}"`);
      this.manifest = manifest;
      this.edition++;
      this.problem = "";
    } catch (error) {
      this.problem = reasonOf(error);
    }
    this.report(this);
  }
}

export class Sites {
  readonly list: readonly Site[];

  constructor(settings: readonly SiteSettings[], log: Log, metrics: Metrics) {
    this.list = settings.map(
      (one) =>
        new Site(one, (site) => {
          if (site.problem === "")
            return log("info", "articles-read", { site: site.id, articles: site.manifest?.byId.size ?? 0 });
          metrics.add("broadsheet_articles_failures_total", { site: site.id || site.settings.articles });
          log("error", "articles-unreadable", { articles: site.settings.articles, reason: site.problem });
        }),
    );
    metrics.gauge("broadsheet_articles", "Articles known, by site.", () =>
      this.list.map((site) => [{ site: site.id }, site.manifest?.byId.size ?? 0]),
    );
  }

  /** Reads every articles file that was last looked at `age` ms ago or longer. */
  async start(age = 0): Promise<void> {
    await Promise.all(this.list.map((site) => site.refresh(age)));
  }

  /** "unknown": no site has this id. "unread": its articles file could not be read yet, or one that may be of it. */
  async find(id: string): Promise<Site | "unknown" | "unread"> {
    const site = this.findNow(id);
    if (site?.manifest) return site;
    await Promise.all(
      this.list.filter(({ manifest }) => manifest === null).map((unread) => unread.refresh(fileInterval)),
    );
    const found = this.findNow(id);
    if (found) return found.manifest ? found : "unread";
    return this.list.some((candidate) => candidate.id === "") ? "unread" : "unknown";
  }

  private findNow(id: string): Site | undefined {
    return id === "" ? undefined : this.list.find((site) => site.id === id);
  }

  isKnownOrigin(origin: string): boolean {
    return this.list.some((site) => site.isOwnOrigin(origin));
  }
}
