// `broadsheet schema`: the front matter as JSON Schema, for editors that complete and check it while it is written.
import { editorSchema } from "../content/front-matter/editor-schema.ts";
import { defineCommand } from "./command.ts";

export const schema = defineCommand({
  help: `usage: broadsheet schema > FILE

Prints the keys of the front matter as JSON Schema. Editors with support for YAML complete and check posts by it.`,
  flags: {},
  run: async () => {
    process.stdout.write(`${JSON.stringify(editorSchema(), null, 2)}\n`);
    return 0;
  },
});
