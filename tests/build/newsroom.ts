// A newsroom at work on a small site: random edits that keep every story's earlier addresses, as its rules demand.
import { join } from "node:path";
import { postText, writeFiles } from "./broadsheet.ts";
import type { Chance } from "./chance.ts";

interface Article {
  slug: string;
  section: string;
  /** Earlier addresses, oldest first. */
  earlier: string[];
  front: Record<string, unknown>;
  paragraphs: string[];
}

/** What an edit did, as far as a subscriber may notice. */
export interface Edit {
  name: string;
  /** The number of the one article that it touched; null where it touched the whole site. */
  article: number | null;
  /** Whether the newsroom says that the article changed. */
  isChange: boolean;
}

const sections = ["world", "science"];

/** Article `n` says `Article-n.` in its body for as long as it exists, whatever becomes of its headline and address. */
export class Newsroom {
  readonly folder: string;
  /** Epoch milliseconds: the build's clock, an hour later with each edit. */
  now = Date.UTC(2026, 0, 20, 12);
  private readonly chance: Chance;
  private readonly articles = new Map<number, Article>();
  private made = 0;
  private title = "Small";

  constructor(folder: string, chance: Chance, articles: number) {
    this.folder = join(folder, "site");
    this.chance = chance;
    this.writeSite();
    for (let i = 0; i < articles; i++) this.add(false);
  }

  /** Numbers of the articles that a reader may see. */
  get published(): Set<number> {
    return new Set([...this.articles].filter(([, { front }]) => front.draft !== true).map(([number]) => number));
  }

  edit(): Edit {
    this.now += 3_600_000;
    const edits: Record<string, () => Omit<Edit, "name">> = {
      "publish an article": () => this.add(false),
      "start a draft": () => this.add(true),
      "publish or withdraw": () => this.change(({ front }) => (front.draft = front.draft !== true)),
      "mend a slip": () => this.change(({ paragraphs }) => paragraphs.push(`Mended ${this.now}.`)),
      retitle: () => this.change(({ front }) => (front.title = `Retitled & <${this.now}>`)),
      update: () =>
        this.change(
          ({ front, paragraphs }) => paragraphs.push((front.updated = new Date(this.now).toISOString())),
          true,
        ),
      correct: () =>
        this.change(
          ({ front }) =>
            (front.corrections = [...((front.corrections as object[] | undefined) ?? []), this.correction()]),
          true,
        ),
      rename: () => this.change((article) => this.move(article, article.section, `${article.slug}-renamed`)),
      "move to another section": () =>
        this.change((article) => this.move(article, this.chance.pick(sections), `${article.slug}-moved`)),
      "change tags": () => this.change(({ front }) => (front.tags = this.someTags())),
      "change authors": () => this.change(({ front }) => (front.authors = [this.chance.pick(["desk", "asha"])])),
      disclose: () => this.change(({ front }) => (front.ai = this.chance.pick(["none", "partial", "full"]))),
      delete: () => this.delete(),
      "rename the site": () => this.rename(),
    };
    const name = this.chance.pick(Object.keys(edits));
    const done = edits[name] as () => Omit<Edit, "name">;
    return { name, ...done() };
  }

  private add(isDraft: boolean): Omit<Edit, "name"> {
    const number = ++this.made;
    const date = new Date(this.now - this.chance.below(400) * 3_600_000).toISOString();
    const front = {
      title: `Headline ${number}`,
      date,
      authors: ["desk"],
      tags: this.someTags(),
      comments: "open",
      ...(isDraft ? { draft: true } : {}),
    };
    this.articles.set(number, {
      slug: `article-${number}`,
      section: this.chance.pick(sections),
      earlier: [],
      front,
      paragraphs: [`Article-${number}.`],
    });
    this.write(number);
    return { article: number, isChange: false };
  }

  private change(apply: (article: Article) => unknown, isChange = false): Omit<Edit, "name"> {
    const number = this.chance.pick([...this.articles.keys()]);
    const article = this.articles.get(number) as Article;
    this.remove(article);
    apply(article);
    this.write(number);
    return { article: number, isChange };
  }

  private move(article: Article, section: string, slug: string): void {
    // `date` is an instant in UTC, and the site's zone is UTC.
    const [year, month] = String(article.front.date).split("-");
    article.earlier.push(`/${article.section}/${year}/${month}/${article.slug}/`);
    Object.assign(article, { section, slug });
  }

  private delete(): Omit<Edit, "name"> {
    const number = this.chance.pick([...this.articles.keys()]);
    this.remove(this.articles.get(number) as Article);
    this.articles.delete(number);
    return { article: number, isChange: false };
  }

  private rename(): Omit<Edit, "name"> {
    this.title = `Small ${this.now}`;
    this.writeSite();
    return { article: null, isChange: false };
  }

  private correction(): object {
    return { date: new Date(this.now).toISOString(), text: `Corrected at ${this.now}.` };
  }

  private someTags(): string[] {
    return ["Steel", "Tides", "Maps"].filter(() => this.chance.below(2) === 0);
  }

  private writeSite(): void {
    const wide = { formats: ["rss", "atom", "json"], entries: 8 };
    const site = {
      title: this.title,
      url: "https://small.example/news",
      language: "en",
      timezone: "UTC",
      feeds: { site: wide, section: wide },
    };
    writeFiles(this.folder, {
      "_data/site.json": JSON.stringify(site),
      "_data/sections.json": JSON.stringify(sections.map((slug) => ({ slug, name: slug }))),
      "_data/authors.json": JSON.stringify({
        desk: { name: "The desk", kind: "organization" },
        asha: { name: "Asha Example" },
      }),
    });
  }

  private write(number: number): void {
    const { slug, section, earlier, front, paragraphs } = this.articles.get(number) as Article;
    writeFiles(this.folder, {
      [`posts/${slug}.md`]: postText({ ...front, section, redirectFrom: earlier }, `${paragraphs.join("\n\n")}\n`),
    });
  }

  private remove({ slug }: Article): void {
    writeFiles(this.folder, { [`posts/${slug}.md`]: null });
  }
}
