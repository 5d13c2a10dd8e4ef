// A small site in a folder, its output and its cache, as edits change them.
import { rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { postText, writeFiles } from "./broadsheet.ts";
import type { Chance } from "./chance.ts";
import { flatPng } from "./raster.ts";

interface PostState {
  front: Record<string, unknown>;
  body: string;
  /** Names of posts that the body links to. */
  links: string[];
}

/** What the data files say. */
interface Publication {
  title: string;
  sectionName: string;
  authorName: string;
  /** The name of the post that leads the front page, or "". */
  pinned: string;
  hasLogo: boolean;
}

/** Which posts may be parts of. */
export const series = ["Steel", "Tides"];
const sharedPicture = { src: "/posts/pictures/shared.svg", alt: "A shape" };
/** Whose pictures nobody draws: no font of ours has these letters. So a large site costs little. */
const undrawable = "Новости";

export class EditedSite {
  readonly folder: string;
  readonly output: string;
  readonly cache: string;
  /** Epoch milliseconds: the build's clock. */
  now = Date.UTC(2026, 1, 1, 12);
  private readonly posts = new Map<string, PostState>();
  private made = 0;
  private publication: Publication = {
    title: "Small",
    sectionName: "World",
    authorName: "The desk",
    pinned: "",
    hasLogo: false,
  };

  constructor(folder: string, chance: Chance, posts: number) {
    this.folder = join(folder, "site");
    this.output = join(folder, "dist");
    this.cache = join(folder, "cache");
    this.writeData();
    this.writePicture(chance);
    for (let i = 0; i < posts; i++) this.addPost(chance);
  }

  somePost(chance: Chance): string {
    return chance.pick([...this.posts.keys()]);
  }

  someTags(chance: Chance): string[] {
    return ["steel", "Tides", "C++", "maps"].filter(() => chance.below(2) === 0);
  }

  addPost(chance: Chance): void {
    const name = `post-${++this.made}`;
    const hour = chance.below(24 * 40);
    this.posts.set(name, {
      front: {
        title: `${this.made % 4 === 0 ? "Headline" : undrawable} ${this.made}`,
        date: new Date(Date.UTC(2025, 11, 25) + hour * 3_600_000).toISOString(),
        section: chance.pick(["world", "science"]),
        authors: [chance.pick(["desk", "asha"])],
        tags: this.someTags(chance),
        ai: chance.pick(["none", "partial", "full"]),
        ...(chance.below(4) === 0 ? { image: sharedPicture } : {}),
        ...(chance.below(4) === 0 ? { series: chance.pick(series) } : {}),
      },
      body: `The lede of post ${this.made}, with words.\n\nA second paragraph.\n`,
      links: [],
    });
    this.writePost(name);
  }

  changePost(chance: Chance, apply: (post: PostState) => unknown): void {
    const name = this.somePost(chance);
    apply(this.posts.get(name) as PostState);
    this.writePost(name);
  }

  renamePost(chance: Chance, isRedirected: boolean): void {
    const name = this.somePost(chance);
    const post = this.posts.get(name) as PostState;
    const renamed = `post-${++this.made}`;
    if (isRedirected)
      post.front.redirectFrom = [...((post.front.redirectFrom as string[] | undefined) ?? []), `/old/${name}/`];
    this.posts.delete(name);
    this.posts.set(renamed, post);
    this.removeFolder(name);
    this.writePost(renamed);
    this.relink(name, renamed);
  }

  /** But for the last one. */
  deletePost(chance: Chance): void {
    if (this.posts.size < 2) return;
    const name = this.somePost(chance);
    this.posts.delete(name);
    this.removeFolder(name);
    this.relink(name, "");
  }

  linkPosts(chance: Chance): void {
    this.changePost(chance, (post) => post.links.push(this.somePost(chance)));
  }

  /** And gives it to one more post. */
  changePicture(chance: Chance): void {
    this.writePicture(chance);
    this.changePost(chance, ({ front }) => (front.image = sharedPicture));
  }

  changePhotograph(chance: Chance): void {
    const source = `/posts/pictures/${chance.pick(["mill", "harbour"])}.png`;
    this.writePhotograph(chance, source.slice(1));
    this.changePost(chance, (post) => (post.front.image = { src: source, alt: "A photograph" }));
  }

  showPhotograph(chance: Chance): void {
    this.writePhotograph(chance, "posts/pictures/in-text.png");
    this.changePost(chance, (post) => (post.body += "\n![A photograph](/posts/pictures/in-text.png)\n"));
  }

  changeLogo(chance: Chance): void {
    this.writePhotograph(chance, "posts/pictures/logo.png");
    this.editData({ hasLogo: true });
  }

  writeComments(chance: Chance): void {
    writeFiles(this.folder, {
      [`posts/${this.somePost(chance)}/comments.json`]: JSON.stringify(
        Array.from({ length: chance.below(4) }, (_, i) => ({ id: i })),
      ),
    });
  }

  editData(change: Partial<Publication>): void {
    Object.assign(this.publication, change);
    this.writeData();
  }

  /** New mtimes, same bytes; and old mtimes on new bytes. */
  touchFiles(chance: Chance): void {
    for (const name of this.posts.keys()) {
      const time = new Date(Date.now() - chance.below(100_000));
      if (chance.below(2) === 0) utimesSync(this.fileOf(name), time, time);
    }
    this.changePost(chance, (post) => (post.body += "Written with an old date.\n"));
    for (const name of this.posts.keys()) utimesSync(this.fileOf(name), new Date(1e12), new Date(1e12));
  }

  private writePicture(chance: Chance): void {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${10 + chance.below(50)}" height="20"/>`;
    writeFiles(this.folder, { [sharedPicture.src.slice(1)]: svg });
  }

  /** In one of few colours, so that an earlier one comes back. */
  private writePhotograph(chance: Chance, path: string): void {
    const size: [width: number, height: number] = chance.below(2) === 0 ? [700, 24] : [90, 60];
    writeFiles(this.folder, {
      [path]: flatPng(
        ...size,
        chance.pick([
          [200, 30, 40],
          [20, 60, 120],
          [90, 90, 90],
        ]),
      ),
    });
  }

  private relink(from: string, to: string): void {
    for (const [name, post] of this.posts) {
      if (!post.links.includes(from)) continue;
      post.links = post.links.map((link) => (link === from ? to : link)).filter((link) => link !== "");
      this.writePost(name);
    }
    this.writeData();
  }

  private writeData(): void {
    const { title, sectionName, authorName, hasLogo } = this.publication;
    const pinned = this.posts.has(this.publication.pinned) ? this.publication.pinned : "";
    this.publication.pinned = pinned;
    const site = {
      title,
      url: "https://small.example/news",
      language: "en",
      timezone: "Asia/Kolkata",
      ...(hasLogo ? { publisher: { name: "House", logo: "/posts/pictures/logo.png" } } : {}),
    };
    writeFiles(this.folder, {
      "_data/site.ts": `export default ${JSON.stringify(site)};\n`,
      "_data/sections.json": JSON.stringify([
        { slug: "world", name: sectionName },
        { slug: "science", name: "Science" },
      ]),
      "_data/authors.json": JSON.stringify({
        desk: { name: authorName, kind: "organization" },
        asha: { name: "Asha Example" },
      }),
      "_data/front-page.json": JSON.stringify(pinned === "" ? {} : { lead: { post: `posts/${pinned}/index.md` } }),
    });
  }

  private fileOf(name: string): string {
    return join(this.folder, "posts", name, "index.md");
  }

  private writePost(name: string): void {
    const post = this.posts.get(name) as PostState;
    const links = post.links.map((link) => `[See ${link}](../${link}/index.md).\n`).join("\n");
    writeFiles(this.folder, { [`posts/${name}/index.md`]: postText(post.front, `${post.body}\n${links}`) });
  }

  private removeFolder(name: string): void {
    rmSync(join(this.folder, "posts", name), { recursive: true });
  }
}
