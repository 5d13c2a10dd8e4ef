// The sites that the service counts for: which articles they have at this moment, and which origins their pages come from.
import { isAddress, readArticles } from "./articles-source.ts";
import { refuse, unavailable } from "./http/exchange.ts";
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
  readonly settings: SiteSettings;
  manifest: Manifest | null = null;
  /** Grows with every new manifest, and with every view that this process counts. */
  version = 0;
  /** Why the last reading failed; "" where it did not. */
  problem = "not read yet";
  private readonly report: (site: Site) => void;
  private readonly isRemote: boolean;
  /** Of `readArticles`. */
  private state = "";
  private checkedAt = Number.NEGATIVE_INFINITY;
  private checking: Promise<void> | null = null;

  /** @param report is called after every reading */
  constructor(settings: SiteSettings, report: (site: Site) => void) {
    this.settings = settings;
    this.report = report;
    this.isRemote = isAddress(settings.articles);
  }

  get id(): string {
    return this.settings.id || (this.manifest?.siteId ?? "");
  }

  /** Articles known. */
  get size(): number {
    return this.manifest?.byId.size ?? 0;
  }

  /** Null where no article has or had the path. */
  async find(path: string): Promise<Article | null> {
    if (!this.manifest?.articles.has(path)) await this.refresh(this.isRemote ? addressPatience : fileInterval);
    return this.manifest?.articles.get(path) ?? null;
  }

  isOwnOrigin(origin: string): boolean {
    return origin === this.manifest?.origin || this.settings.origins.includes(origin);
  }

  /** Reads the articles file where that was last done `age` ms ago or longer; never throws. What could be read once stays in use. */
  async refresh(age = this.isRemote ? addressInterval : fileInterval): Promise<void> {
    if (performance.now() - this.checkedAt >= age) {
      this.checking ??= this.load().finally(() => {
        this.checkedAt = performance.now();
        this.checking = null;
      });
    } else if (this.manifest) return;
    await this.checking;
  }

  private async load(): Promise<void> {
    const { id, articles } = this.settings;
    const { state } = this;
    // What fails is read anew.
    this.state = "";
    try {
      const read = await readArticles(articles, state);
      this.state = read?.state ?? state;
      if (read === null) return;
      const manifest = parseManifest(read.text);
      if (id !== "" && manifest.siteId !== id)
        throw new ManifestError(`it is of the site "${manifest.siteId}", not "${id}"`);
      this.manifest = manifest;
      this.version++;
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
    const report = ({ id, settings: { articles }, problem, size }: Site) => {
      if (problem === "") return log("info", "articles-read", { site: id, articles: size });
      metrics.add("broadsheet_articles_failures_total", { site: id || articles });
      log("error", "articles-unreadable", { articles, reason: problem });
    };
    this.list = settings.map((one) => new Site(one, report));
    const sizes = () => this.list.map(({ id, size }): [{ site: string }, number] => [{ site: id }, size]);
    metrics.gauge("broadsheet_articles", "Articles known, by site.", sizes);
  }

  /** Reads every articles file that was last looked at `age` ms ago or longer. */
  async refresh(age: number): Promise<void> {
    await Promise.all(this.list.map((site) => site.refresh(age)));
  }

  /** @throws a refusal where no site has the id, or its articles file, or one that may be of it, could not be read yet */
  async find(id: string): Promise<Site> {
    if (id === "") throw refuse(400, "malformed", "s is the site's id.", "s");
    const isMeant = (site: Site) => site.id === id;
    if (!this.list.find(isMeant)?.manifest) {
      const unread = this.list.filter(({ manifest }) => manifest === null);
      await Promise.all(unread.map((site) => site.refresh(fileInterval)));
    }
    const site = this.list.find(isMeant);
    if (site?.manifest) {
      void site.refresh();
      return site;
    }
    if (site || this.list.some((other) => other.id === ""))
      throw unavailable("articles-unread", "The list of articles cannot be read at present.", 5);
    throw refuse(404, "unknown-site", "This service does not count for the site.", "s");
  }

  isKnownOrigin(origin: string): boolean {
    return this.list.some((site) => site.isOwnOrigin(origin));
  }
}
