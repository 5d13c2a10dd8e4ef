// The front matter as JSON Schema, for editors that complete and check YAML while it is written.
import { keys } from "./keys.ts";

/** https://json-schema.org/draft/2020-12 */
export function editorSchema(): object {
  const all = Object.values(keys);
  const required = all.filter(({ cure }) => cure !== "").map(({ name }) => name);
  // An optional key may stand empty, as it does while somebody writes its value.
  const shapeOf = ({ cure, schema }: (typeof all)[number]): object =>
    cure === "" ? { anyOf: [schema, { type: "null" }] } : schema;
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Front matter of a Broadsheet post",
    type: "object",
    properties: Object.fromEntries(all.map((key) => [key.name, { description: key.about, ...shapeOf(key) }])),
    patternProperties: { "^x-": { description: "A key of the author's own." } },
    additionalProperties: false,
    if: { properties: { kind: { const: "page" } }, required: ["kind"] },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: { required: ["title"] },
    else: { required },
  };
}
