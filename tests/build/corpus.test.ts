// A large site of real posts, where BROADSHEET_CORPUS names its folder: it builds, and every link that Broadsheet itself writes leads somewhere.
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { broadsheet, temporaryFolder } from "./broadsheet.ts";
import { findDeadLinks, findRepeatedIds, read } from "./output.ts";

const corpus = process.env.BROADSHEET_CORPUS ?? "";

const corpusTest = corpus === "" ? test.skip : test;

corpusTest("the corpus builds without an error, and its links and ids are sound", async () => {
  const folder = temporaryFolder();
  const { status, output, errors } = await broadsheet([
    "build",
    "--site",
    corpus,
    "--out",
    join(folder, "dist"),
    "--cache",
    join(folder, "cache"),
    "--json",
  ]);
  assert.is(status, 0, errors);
  const { problems } = JSON.parse(output) as { problems: { severity: string }[] };
  assert.equal(
    problems.filter((problem) => problem.severity === "error"),
    [],
  );
  const { site } = JSON.parse(read(join(folder, "dist"), "articles.json")) as {
    site: { origin: string; basePath: string };
  };
  // Bodies are the authors': what they link to on an old site may be gone.
  assert.equal(findDeadLinks(join(folder, "dist"), site.origin + site.basePath, "prose"), []);
  assert.equal(findRepeatedIds(join(folder, "dist")), []);
});

test.run();
