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
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { writeFiles } from "./broadsheet.ts";
import type { Chance } from "./chance.ts";
import { type EditedSite, series } from "./edited-site.ts";

/** Which post, which text, which file: chance decides, so that a name and a seed are the whole edit. */
type Edit = (site: EditedSite, chance: Chance) => void;

const hour = 3_600_000; // ms

export const editsOfPosts = {
  "add a post": (site, chance) => site.addPost(chance),
  "edit a body": (site, chance) =>
    site.changePost(chance, (post) => (post.body += `\nMore text ${chance.below(1000)}.\n`)),
  "edit a title": (site, chance) =>
    site.changePost(chance, ({ front }) => (front.title = `Retitled ${chance.below(1000)}`)),
  "same-size edit": (site, chance) =>
    site.changePost(
      chance,
      (post) => (post.body = post.body.replace(/[a-z](?=[a-z]*\.)/, () => chance.pick(["x", "y", "z"]))),
    ),
  "change tags": (site, chance) => site.changePost(chance, ({ front }) => (front.tags = site.someTags(chance))),
  "move to another section": (site, chance) =>
    site.changePost(chance, ({ front }) => (front.section = chance.pick(["world", "science"]))),
  "toggle a draft": (site, chance) => site.changePost(chance, ({ front }) => (front.draft = front.draft !== true)),
  "set an end": (site, chance) =>
    site.changePost(
      chance,
      ({ front }) => (front.expires = new Date(site.now + (chance.below(20) - 5) * hour).toISOString()),
    ),
  "schedule a post": (site, chance) =>
    site.changePost(
      chance,
      ({ front }) => (front.date = new Date(site.now + (chance.below(20) - 10) * hour).toISOString()),
    ),
  "correct a post": (site, chance) =>
    site.changePost(
      chance,
      ({ front }) => (front.corrections = [{ date: "2026-01-30", text: `Corrected ${chance.below(100)}.` }]),
    ),
  "continue a series": (site, chance) => site.changePost(chance, ({ front }) => (front.series = chance.pick(series))),
  "rename a post": (site, chance) => site.renamePost(chance, false),
  "rename a post and redirect": (site, chance) => site.renamePost(chance, true),
  "delete a post": (site, chance) => site.deletePost(chance),
  "link two posts": (site, chance) => site.linkPosts(chance),
  "change a picture": (site, chance) => site.changePicture(chance),
  "change a photograph": (site, chance) => site.changePhotograph(chance),
  "show a photograph in a body": (site, chance) => site.showPhotograph(chance),
  "write comments": (site, chance) => site.writeComments(chance),
} satisfies Record<string, Edit>;

export const editsOfTheSite = {
  "change the logo": (site, chance) => site.changeLogo(chance),
  "edit a section": (site, chance) => site.editData({ sectionName: `World ${chance.below(100)}` }),
  "edit an author": (site, chance) => site.editData({ authorName: `Desk ${chance.below(100)}` }),
  "edit the site": (site, chance) => site.editData({ title: `Small ${chance.below(100)}` }),
  "pin the front page": (site, chance) => site.editData({ pinned: site.somePost(chance) }),
  "edit a template": (site, chance) =>
    writeFiles(site.folder, {
      "_includes/partials/footer.njk": `<footer>Override ${chance.below(100)} {{ site.title }}</footer>\n`,
    }),
  "remove the template": (site) => writeFiles(site.folder, { _includes: null }),
  "move the clock": (site, chance) => void (site.now += (chance.below(72) - 24) * hour),
  "let the news grow old": (site) => void (site.now += 48 * hour),
} satisfies Record<string, Edit>;

/** The same bytes in new files, as a checkout with restored `dist` and cache makes them. */
function cloneAfresh(site: EditedSite): void {
  for (const folder of [site.folder, site.output, site.cache]) {
    if (!existsSync(folder)) continue;
    cpSync(folder, `${folder}.clone`, { recursive: true });
    rmSync(folder, { recursive: true });
    renameSync(`${folder}.clone`, folder);
  }
}

function damage(chance: Chance, folder: string, apply: (file: string) => void): void {
  if (!existsSync(folder)) return;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length > 0) apply(chance.pick(files));
}

function leaveStray({ output }: EditedSite, chance: Chance): void {
  const path = chance.pick(["stray.html", "world/stray/index.html", "assets/stray-0123456789.css"]);
  if (existsSync(output)) writeFiles(output, { [path]: readFileSync(new URL(import.meta.url)) });
}

export const accidents = {
  "touch files": (site, chance) => site.touchFiles(chance),
  "clone afresh": (site) => cloneAfresh(site),
  "remove dist": (site) => rmSync(site.output, { recursive: true, force: true }),
  "remove the cache": (site) => rmSync(site.cache, { recursive: true, force: true }),
  "alter an output": (site, chance) =>
    damage(chance, site.output, (file) => writeFileSync(file, `altered ${chance.below(100)}`)),
  "remove an output": (site, chance) => damage(chance, site.output, (file) => rmSync(file)),
  "leave a stray file": (site, chance) => leaveStray(site, chance),
  "damage the cache": (site, chance) =>
    damage(chance, site.cache, (file) => truncateSync(file, Math.floor(statSync(file).size / 2))),
} satisfies Record<string, Edit>;

export const edits = { ...editsOfPosts, ...editsOfTheSite, ...accidents };
export type EditName = keyof typeof edits;

export const namesOf = (some: Partial<typeof edits>): EditName[] => Object.keys(some) as EditName[];
