// Compiles JSON-LD against the vocabulary of schema.org as types.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder, temporaryFolder } from "./broadsheet.ts";

/** Two nodes of one shape are one to a compiler: texts become one text, lists keep an item of each shape. */
export function shapeOf(value: unknown, key = ""): unknown {
  if (Array.isArray(value))
    return [...new Map(value.map((item) => [JSON.stringify(shapeOf(item, key)), shapeOf(item, key)])).values()];
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shapeOf(part, name)]));
  if (typeof value === "number") return 1;
  return key === "@type" || key === "@context" || key === "digitalSourceType" ? value : "text";
}

/** What the compiler says of JSON-LD, against the vocabulary as types. */
export function typeFaults(graphs: readonly unknown[]): string {
  const project = temporaryFolder();
  const paths = { "schema-dts": [join(packageFolder, "node_modules/schema-dts/dist/schema.d.ts")] };
  const compilerOptions = {
    target: "es2022",
    module: "nodenext",
    moduleResolution: "nodenext",
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
    paths,
  };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  const lines = graphs.map(
    (graph, i) =>
      `export const page${i}: Graph = ${JSON.stringify({ "@context": "https://schema.org", "@graph": graph })};`,
  );
  writeFileSync(join(project, "pages.ts"), `import type { Graph } from "schema-dts";\n${lines.join("\n")}\n`);
  try {
    execFileSync(join(packageFolder, "node_modules/.bin/tsc"), ["-p", project], { encoding: "utf8" });
    return "";
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
