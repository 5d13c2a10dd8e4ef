// What Nunjucks does once instead of each time prints the same.
import nunjucks from "nunjucks";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { quickenNunjucks } from "../../../src/eleventy/quicken-nunjucks.ts";

const macros = `{% macro card(story, size="small", level=3) %}<h{{ level }} class="{{ size }}">{{ story.title }}{{ story.title | count }}</h{{ level }}>{% endmacro %}
{% macro other(story) %}<i>{{ story.title | count }}</i>{% endmacro %}`;

/** Each filter call prints its number, so that a macro which is not run again shows. */
function makeEnvironment(): nunjucks.Environment {
  class Loader extends nunjucks.Loader {
    getSource(): nunjucks.LoaderSource {
      return { src: macros, path: "macros.njk", noCache: false };
    }
  }
  let calls = 0;
  const environment = new nunjucks.Environment(new Loader(), { autoescape: true });
  environment.addFilter("count", () => ++calls);
  return environment;
}

const show = (environment: nunjucks.Environment, template: string, values: object): string =>
  environment.renderString(`{% from "macros.njk" import card, other %}${template}`, values);

quickenNunjucks();

test("a story's card is made once for each way to show it", () => {
  const environment = makeEnvironment();
  const page = "{{ card(story) }}{{ card(story, level=2) }}{{ card(story) }}";
  const printed =
    '<h3 class="small">A &lt;b&gt;1</h3><h2 class="small">A &lt;b&gt;2</h2><h3 class="small">A &lt;b&gt;1</h3>';
  const story = { title: "A <b>" };
  assert.is(show(environment, page, { story }), printed);
  // On another page it is the same object.
  assert.is(show(environment, page, { story }), printed);
  assert.is(show(environment, "{{ card(story) }}", { story: { title: "B" } }), '<h3 class="small">B3</h3>');
});

test("what is undefined is no null, and other macros run each time", () => {
  const environment = makeEnvironment();
  const story = { title: "A" };
  const page = "{{ card(story, missing) }}{{ card(story, missing) }}{{ card(story, none) }}{{ card(story, none) }}";
  assert.is(show(environment, page, { story }), [1, 2, 3, 3].map((call) => `<h3 class="">A${call}</h3>`).join(""));
  assert.is(show(environment, "{{ other(story) }}{{ other(story) }}", { story }), "<i>4</i><i>5</i>");
});

test("what is no object is no story that is known", () => {
  const page = "{{ card(story) }}{{ card(story) }}";
  assert.is(show(makeEnvironment(), page, { story: "" }), '<h3 class="small">1</h3><h3 class="small">2</h3>');
});

test("another environment has cards of its own", () => {
  const story = { title: "A" };
  const [first, second] = [makeEnvironment(), makeEnvironment()];
  show(first, "{{ card(story) }}", { story });
  assert.is(show(first, "{{ card({ title: 'B' }) }}", {}), '<h3 class="small">B2</h3>');
  assert.is(show(second, "{{ card({ title: 'B' }) }}", {}), '<h3 class="small">B1</h3>');
});

test.run();
