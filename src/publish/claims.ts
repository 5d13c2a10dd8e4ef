// Two outputs at one address are a problem that names both sources.
import type { Problem } from "../content/types.ts";

/** Who wants which output path. */
export class Claims {
  readonly problems: Problem[] = [];
  private readonly owners = new Map<string, string>();
  /** Folders that have the name of a file (`rss.xml/`) → who wants something below them. */
  private readonly folders = new Map<string, string>();

  /** `source` is the file that a page is made of, or "". */
  add(path: string, url: string, source: string): void {
    // Some file systems take "Steel" and "steel" for one.
    const spot = path.toLowerCase();
    const owner = this.owners.get(spot) ?? this.folders.get(spot);
    if (owner !== undefined) {
      this.report(url, source, owner);
      return;
    }
    this.owners.set(spot, source);
    const folder = spot.slice(0, Math.max(0, spot.lastIndexOf("/")));
    if (folder.includes(".") || folder.includes("_")) this.addFolder(folder, url, source);
  }

  private addFolder(folder: string, url: string, source: string): void {
    for (let end = folder.length; end > 0; end = folder.lastIndexOf("/", end - 1)) {
      const spot = folder.slice(0, end);
      const owner = this.owners.get(spot);
      if (owner !== undefined) {
        this.report(url, source, owner);
        return;
      }
      if (!this.folders.has(spot)) this.folders.set(spot, source);
    }
  }

  private report(url: string, source: string, owner: string): void {
    const [file, other] = source === "" ? [owner, source] : [source, owner];
    const message = `${decodeURIComponent(url)} is the address of ${other === "" ? "a page of Broadsheet's own" : other} too; rename one of the files, or remove the redirectFrom`;
    this.problems.push({ file, line: 1, column: 1, severity: "error", message });
  }
}
