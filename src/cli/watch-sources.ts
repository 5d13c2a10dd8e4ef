// Watches everything a preview is made of, and calls once for a burst of changes.
import { existsSync } from "node:fs";
import { join } from "node:path";
import chokidar from "chokidar";

/** Editors write, rename and touch in one go: wait until it is quiet, in milliseconds. */
const quietMs = 25;

export async function watchSources(siteFolder: string, packageFolder: string, onChange: () => void): Promise<{ close: () => Promise<void> }> {
  const folders = ["posts", "_data", "_includes", ".state"].map((name) => join(siteFolder, name));
  const code = ["src", "_includes", "package-lock.json"].map((name) => join(packageFolder, name));
  const watcher = chokidar.watch([...new Set([...folders, ...(isDeveloped(packageFolder) ? code : [])])], {
    ignoreInitial: true,
    ignored: /(?:^|[/\\])(?:\.git|node_modules|[^/\\]*~|\.#[^/\\]*|#[^/\\]*#|[^/\\]*\.swp)$/,
  });
  let timer: NodeJS.Timeout | undefined;
  watcher.on("all", () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, quietMs);
  });
  watcher.on("error", (error) => process.stderr.write(`watching failed: ${error.message}; restart the preview to see further changes\n`));
  await new Promise<void>((resolve) => watcher.once("ready", resolve));
  return {
    close: () => {
      clearTimeout(timer);
      return watcher.close();
    },
  };
}

/** An installed package does not change under a preview. */
function isDeveloped(packageFolder: string): boolean {
  return !packageFolder.includes("node_modules") && existsSync(join(packageFolder, "src"));
}
