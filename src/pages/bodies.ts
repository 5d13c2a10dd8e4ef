// Which bodies a page prints, so that only they are loaded.
import type { Page } from "./models.ts";

/** Digests of the fragments in `page`'s model. */
export function bodiesOf({ model }: Page): string[] {
  if ("body" in model) return [(model.body as { digest: string }).digest];
  if ("entries" in model) return (model.entries as { body?: { digest: string } }[]).flatMap((entry) => (entry.body === undefined ? [] : [entry.body.digest]));
  return [];
}
