// Random edits of a small site, as authors, editors and accidents make them.
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { postText, writeFiles } from "./broadsheet.ts";
import { flatPng } from "./raster.ts";

/** Repeatable numbers from a seed (mulberry32). */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }
}

interface PostState {
  front: Record<string, unknown>;
  body: string;
  /** Names of posts that the body links to. */
  links: string[];
}

/** A site in a folder, and the build's clock. */
export class EditedSite {
  readonly folder: string;
  readonly output: string;
  readonly cache: string;
  now = Date.UTC(2026, 1, 1, 12);
  private readonly chance: Chance;
  private readonly posts = new Map<string, PostState>();
  private made = 0;
  private sectionName = "World";
  private authorName = "The desk";
  private siteTitle = "Small";

  constructor(folder: string, chance: Chance, posts: number) {
    this.folder = join(folder, "site");
    this.output = join(folder, "dist");
    this.cache = join(folder, "cache");
    this.chance = chance;
    this.writeData();
    for (let i = 0; i < posts; i++) this.addPost();
  }

  /** Makes one edit and returns its name. */
  edit(): string {
    const edits: Record<string, () => void> = {
      "add a post": () => this.addPost(),
      "edit a body": () => this.change((post) => (post.body += `\nMore text ${this.chance.below(1000)}.\n`)),
      "edit a title": () => this.change((post) => (post.front.title = `Retitled ${this.chance.below(1000)}`)),
      "same-size edit": () =>
        this.change(
          (post) => (post.body = post.body.replace(/[a-z](?=[a-z]*\.)/, () => this.chance.pick(["x", "y", "z"]))),
        ),
      "change tags": () => this.change((post) => (post.front.tags = this.someTags())),
      "move to another section": () =>
        this.change((post) => (post.front.section = this.chance.pick(["world", "science"]))),
      "toggle a draft": () => this.change((post) => (post.front.draft = post.front.draft !== true)),
      "set an end": () =>
        this.change(
          (post) => (post.front.expires = new Date(this.now + (this.chance.below(20) - 5) * 3_600_000).toISOString()),
        ),
      "schedule a post": () =>
        this.change(
          (post) => (post.front.date = new Date(this.now + (this.chance.below(20) - 10) * 3_600_000).toISOString()),
        ),
      "correct a post": () =>
        this.change(
          (post) => (post.front.corrections = [{ date: "2026-01-30", text: `Corrected ${this.chance.below(100)}.` }]),
        ),
      "continue a series": () => this.change((post) => (post.front.series = this.chance.pick(["Steel", "Tides"]))),
      "rename a post": () => this.rename(false),
      "rename a post and redirect": () => this.rename(true),
      "delete a post": () => this.deletePost(),
      "link two posts": () => this.link(),
      "change a picture": () => this.changePicture(),
      "change a photograph": () => this.changePhotograph(),
      "show a photograph in a body": () => this.showPhotograph(),
      "change the logo": () => this.changeLogo(),
      "write comments": () => this.writeComments(),
      "edit a section": () => this.editData(() => (this.sectionName = `World ${this.chance.below(100)}`)),
      "edit an author": () => this.editData(() => (this.authorName = `Desk ${this.chance.below(100)}`)),
      "edit the site": () => this.editData(() => (this.siteTitle = `Small ${this.chance.below(100)}`)),
      "pin the front page": () => this.pinFrontPage(),
      "edit a template": () =>
        writeFiles(this.folder, {
          "_includes/partials/footer.njk": `<footer>Override ${this.chance.below(100)} {{ site.title }}</footer>\n`,
        }),
      "remove the template": () => writeFiles(this.folder, { _includes: null }),
      "move the clock": () => void (this.now += (this.chance.below(72) - 24) * 3_600_000),
      "let the news grow old": () => void (this.now += 48 * 3_600_000),
      "touch files": () => this.touchFiles(),
      "clone afresh": () => this.cloneAfresh(),
      "remove dist": () => rmSync(this.output, { recursive: true, force: true }),
      "remove the cache": () => rmSync(this.cache, { recursive: true, force: true }),
      "alter an output": () =>
        this.damage(this.output, (file) => writeFileSync(file, `altered ${this.chance.below(100)}`)),
      "remove an output": () => this.damage(this.output, (file) => rmSync(file)),
      "leave a stray file": () => this.leaveStray(),
      "damage the cache": () =>
        this.damage(this.cache, (file) => truncateSync(file, Math.floor(statSync(file).size / 2))),
    };
    const name = this.chance.pick(Object.keys(edits));
    edits[name]?.();
    return name;
  }

  private addPost(): void {
    const name = `post-${++this.made}`;
    const hour = this.chance.below(24 * 40);
    this.posts.set(name, {
      front: {
        title: `Headline ${this.made}`,
        date: new Date(Date.UTC(2025, 11, 25) + hour * 3_600_000).toISOString(),
        section: this.chance.pick(["world", "science"]),
        authors: [this.chance.pick(["desk", "asha"])],
        tags: this.someTags(),
        ai: this.chance.pick(["none", "partial", "full"]),
      },
      body: `The lede of post ${this.made}, with words.\n\nA second paragraph.\n`,
      links: [],
    });
    this.writePost(name);
  }

  private someTags(): string[] {
    return ["steel", "Tides", "C++", "maps"].filter(() => this.chance.below(2) === 0);
  }

  private change(apply: (post: PostState) => unknown): void {
    if (this.posts.size === 0) this.addPost();
    const name = this.chance.pick([...this.posts.keys()]);
    apply(this.posts.get(name) as PostState);
    this.writePost(name);
  }

  private rename(isRedirected: boolean): void {
    if (this.posts.size === 0) return;
    const name = this.chance.pick([...this.posts.keys()]);
    const post = this.posts.get(name) as PostState;
    const renamed = `post-${++this.made}`;
    if (isRedirected)
      post.front.redirectFrom = [...((post.front.redirectFrom as string[] | undefined) ?? []), `/old/${name}/`];
    this.posts.delete(name);
    this.posts.set(renamed, post);
    this.removeFile(name);
    this.writePost(renamed);
    this.relink(name, renamed);
  }

  private deletePost(): void {
    if (this.posts.size < 2) return;
    const name = this.chance.pick([...this.posts.keys()]);
    this.posts.delete(name);
    this.removeFile(name);
    this.relink(name, "");
    this.writeData();
  }

  private relink(from: string, to: string): void {
    for (const [name, post] of this.posts) {
      if (!post.links.includes(from)) continue;
      post.links = post.links.map((link) => (link === from ? to : link)).filter((link) => link !== "");
      this.writePost(name);
    }
    this.writeData();
  }

  private link(): void {
    this.change((post) => post.links.push(this.chance.pick([...this.posts.keys()])));
  }

  private changePicture(): void {
    const side = 10 + this.chance.below(50);
    writeFiles(this.folder, {
      "posts/pictures/shared.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="20"/>`,
    });
    this.change((post) => (post.front.image = { src: "/posts/pictures/shared.svg", alt: "A shape" }));
  }

  /** In one of few colours, so that an earlier one comes back. */
  private writePhotograph(path: string): void {
    const size: [width: number, height: number] = this.chance.below(2) === 0 ? [700, 24] : [90, 60];
    writeFiles(this.folder, {
      [path]: flatPng(
        ...size,
        this.chance.pick([
          [200, 30, 40],
          [20, 60, 120],
          [90, 90, 90],
        ]),
      ),
    });
  }

  private changePhotograph(): void {
    const source = `/posts/pictures/${this.chance.pick(["mill", "harbour"])}.png`;
    this.writePhotograph(source.slice(1));
    this.change((post) => (post.front.image = { src: source, alt: "A photograph" }));
  }

  private showPhotograph(): void {
    this.writePhotograph("posts/pictures/in-text.png");
    this.change((post) => (post.body += "\n![A photograph](/posts/pictures/in-text.png)\n"));
  }

  private hasLogo = false;

  private changeLogo(): void {
    this.writePhotograph("posts/pictures/logo.png");
    this.editData(() => (this.hasLogo = true));
  }

  private writeComments(): void {
    writeFiles(this.folder, {
      [`posts/${this.chance.pick([...this.posts.keys()])}/comments.json`]: JSON.stringify(
        Array.from({ length: this.chance.below(4) }, (_, i) => ({ id: i })),
      ),
    });
  }

  private editData(apply: () => unknown): void {
    apply();
    this.writeData();
  }

  private pinned = "";

  private pinFrontPage(): void {
    this.pinned = this.chance.pick([...this.posts.keys()]);
    this.writeData();
  }

  private writeData(): void {
    if (!this.posts.has(this.pinned)) this.pinned = "";
    writeFiles(this.folder, {
      "_data/site.ts": `export default { title: ${JSON.stringify(this.siteTitle)}, url: "https://small.example/news", language: "en", timezone: "Asia/Kolkata"${this.hasLogo ? ', publisher: { name: "House", logo: "/posts/pictures/logo.png" }' : ""} };\n`,
      "_data/sections.json": JSON.stringify([
        { slug: "world", name: this.sectionName },
        { slug: "science", name: "Science" },
      ]),
      "_data/authors.json": JSON.stringify({
        desk: { name: this.authorName, kind: "organization" },
        asha: { name: "Asha Example" },
      }),
      "_data/front-page.json": JSON.stringify(
        this.pinned === "" ? {} : { lead: { post: `posts/${this.pinned}/index.md` } },
      ),
    });
  }

  private writePost(name: string): void {
    const post = this.posts.get(name) as PostState;
    const links = post.links.map((link) => `[See ${link}](../${link}/index.md).\n`).join("\n");
    writeFiles(this.folder, { [`posts/${name}/index.md`]: postText(post.front, `${post.body}\n${links}`) });
  }

  private removeFile(name: string): void {
    rmSync(join(this.folder, "posts", name), { recursive: true });
  }

  /** New mtimes, same bytes; and old mtimes on new bytes. */
  private touchFiles(): void {
    for (const name of this.posts.keys()) {
      const time = new Date(Date.now() - this.chance.below(100_000));
      if (this.chance.below(2) === 0) utimesSync(join(this.folder, "posts", name, "index.md"), time, time);
    }
    this.change((post) => (post.body += "Written with an old date.\n"));
    for (const name of this.posts.keys())
      utimesSync(join(this.folder, "posts", name, "index.md"), new Date(1e12), new Date(1e12));
  }

  /** The same bytes in new files, as a checkout with restored `dist` and cache makes them. */
  private cloneAfresh(): void {
    for (const folder of [this.folder, this.output, this.cache]) {
      if (!existsSync(folder)) continue;
      cpSync(folder, `${folder}.clone`, { recursive: true });
      rmSync(folder, { recursive: true });
      renameSync(`${folder}.clone`, folder);
    }
  }

  private damage(folder: string, apply: (file: string) => void): void {
    if (!existsSync(folder)) return;
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    if (files.length === 0) return;
    const entry = this.chance.pick(files);
    apply(join(entry.parentPath, entry.name));
  }

  private leaveStray(): void {
    if (existsSync(this.output))
      writeFiles(this.output, {
        [this.chance.pick(["stray.html", "world/stray/index.html", "assets/stray-0123456789.css"])]: readFileSync(
          new URL(import.meta.url),
        ),
      });
  }
}
