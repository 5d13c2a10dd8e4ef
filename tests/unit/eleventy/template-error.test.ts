// What a faulty template says, as Nunjucks and Eleventy throw it.
import nunjucks from "nunjucks";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { TemplateError, toTemplateError } from "../../../src/eleventy/template-error.ts";

/** Renders `templates.page` as Broadsheet's environment does; the error as Eleventy wraps it. */
async function fail(templates: Record<string, string>): Promise<TemplateError> {
  const loader = new (class extends nunjucks.Loader {
    getSource(name: string) {
      const src = templates[name];
      if (src === undefined) throw new Error(`template not found: ${name}`);
      return { src, path: `/repository/_includes/${name}`, noCache: true };
    }
  })();
  const environment = new nunjucks.Environment(loader, { autoescape: true });
  environment.addFilter("phrase", (key: string) => {
    throw new Error(`no text is called "${key}"; src/pages/texts/texts.ts lists them`);
  });
  const error = await new Promise<Error | null>((resolve) => {
    try {
      environment.render("layouts/page.njk", { model: {} }, (problem) => resolve(problem));
    } catch (problem) {
      resolve(problem as Error);
    }
  });
  assert.ok(error);
  return toTemplateError(
    Object.assign(new Error("Having trouble rendering njk template ./posts/a.md"), { originalError: error }),
  );
}

const rows: [what: string, templates: Record<string, string>, place: string, message: RegExp][] = [
  [
    "an unknown filter",
    { "layouts/page.njk": "{{ model.x | kickr }}" },
    "_includes/layouts/page.njk:1:1",
    /^filter not found: kickr; correct the template$/,
  ],
  [
    "an unknown text",
    { "layouts/page.njk": '{{ "latst" | phrase }}' },
    "_includes/layouts/page.njk:1:1",
    /^no text is called "latst"/,
  ],
  [
    "an unknown tag",
    { "layouts/page.njk": "a\n\n{% nonsense %}" },
    "_includes/layouts/page.njk:3:4",
    /^unknown block tag: nonsense/,
  ],
  [
    "a tag with a slip",
    { "layouts/page.njk": "a\n{% if x y %}{% endif %}" },
    "_includes/layouts/page.njk:2:11",
    /^expected block end in if statement/,
  ],
  [
    "a tag that is not closed",
    { "layouts/page.njk": "a\n{% if model.x %}" },
    "_includes/layouts/page.njk:1:1",
    /^parseIf: expected elif, else, or endif, got end of file/,
  ],
  [
    "a call of what is no macro",
    { "layouts/page.njk": "a\n{{ card(model) }}" },
    "_includes/layouts/page.njk:2:8",
    /^Unable to call `card`/,
  ],
  [
    "a fault in an included template",
    { "layouts/page.njk": 'a\n{% include "partials/x.njk" %}', "partials/x.njk": "\n\n\n{{ n() }}" },
    "_includes/partials/x.njk:4:5",
    /^Unable to call `n`/,
  ],
  [
    "a template that is not there",
    { "layouts/page.njk": '{% include "partials/menu.njk" %}' },
    "_includes/layouts/page.njk:1:1",
    /^template not found: partials\/menu\.njk/,
  ],
];

for (const [what, templates, place, message] of rows) {
  test(`${what} is one line that names the template`, async () => {
    const error = await fail(templates);
    assert.instance(error, TemplateError);
    assert.is(`${error.file}:${error.line}:${error.column}`, place);
    assert.match(error.message, message);
    assert.not.match(error.message, /\n|Template render error|\/repository/);
  });
}

test("what knows no template is a fault of _includes", () => {
  const error = toTemplateError(new Error("it broke"));
  assert.equal(
    [error.file, error.line, error.column, error.message],
    ["_includes", 1, 1, "it broke; correct the template"],
  );
});

test("what is no error is told as it is", () => {
  assert.match(toTemplateError("a text").message, /^a text; /);
  assert.match(toTemplateError(undefined).message, /; correct the template$/);
});

test("causes that go round in a circle end", () => {
  const error = new Error("round");
  error.cause = error;
  assert.is(toTemplateError(error).message, "round; correct the template");
});

test.run();
