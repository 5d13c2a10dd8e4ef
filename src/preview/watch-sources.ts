// Watches everything a preview is made of, and calls once for a burst of changes.
import { existsSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import { watch } from "chokidar";

/** Editors write, rename and touch in one go: wait until it is quiet, in milliseconds. */
const quietMs = 25;

/** What editors and git leave beside the sources. */
const litter = /(?:^|[/\\])(?:\.git|node_modules|[^/\\]*~|\.#[^/\\]*|#[^/\\]*#|[^/\\]*\.swp)$/;

export async function watchSources(
  siteFolder: string,
  packageFolder: string,
  onChange: () => void,
): Promise<{ close: () => Promise<void> }> {
  const folders = ["posts", "_data", "_includes", ".state"].map((name) => join(siteFolder, name));
  const code = isDeveloped(packageFolder)
    ? ["src", "_includes", "package-lock.json"].map((name) => join(packageFolder, name))
    : [];
  const sources = [...folders, ...code];
  // The site's own folder, because chokidar sees only one of several absent siblings appear.
  const watcher = watch([...new Set([siteFolder, ...code])], {
    ignoreInitial: true,
    ignored: [litter, (path: string) => path !== siteFolder && !sources.some((source) => isWithin(source, path))],
  });
  let timer: NodeJS.Timeout | undefined;
  watcher.on("all", () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, quietMs);
  });
  watcher.on("error", (error) =>
    process.stderr.write(`watching failed: ${(error as Error).message}; restart the preview to see further changes\n`),
  );
  await new Promise<void>((resolve) => watcher.once("ready", resolve));
  return {
    close: () => {
      clearTimeout(timer);
      return watcher.close();
    },
  };
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** An installed package does not change under a preview. */
function isDeveloped(packageFolder: string): boolean {
  return !packageFolder.includes("node_modules") && existsSync(join(packageFolder, "src"));
}
