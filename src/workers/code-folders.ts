// Where the command's own code lies.
import { join } from "node:path";

/** Absolute. */
export interface CodeFolders {
  packageFolder: string;
  /** Holds `main.cjs` and the code of its workers and threads. */
  bundleFolder: string;
}

/** The entry of a process or thread that runs a bundle; it wants to know the folder and the bundle's name. */
export const bundleRunner = ({ packageFolder }: CodeFolders): string =>
  join(packageFolder, "src", "workers", "run-bundle.cjs");
