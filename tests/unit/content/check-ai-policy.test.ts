// What `site.ai.policy` demands of posts, and of the page that states it.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkAiPolicy, pathOfAiPolicy } from "../../../src/content/check-ai-policy.ts";
import type { Post } from "../../../src/content/post.ts";
import type { AiPolicy } from "../../../src/content/types.ts";
import { describeProblems, makePost, makePublication } from "../sample-posts.ts";

const standards = makePost({ slug: "standards", kind: "page" });

function check(policy: AiPolicy, posts: Post[], policies: Record<string, string> = { ai: "/standards/#ai" }): string[] {
  const ai = { default: "none" as const, disclaimer: { assisted: "", partial: "", full: "" }, policy, hasMeta: false };
  const publication = makePublication({ site: { ai, publisher: { name: "P", logo: "", url: "", policies } } });
  const locate = (_: string, path: readonly (string | number)[]) => ({
    line: path.join(".") === "ai.policy" ? 9 : 4,
    column: 5,
  });
  return describeProblems(
    checkAiPolicy({ posts: [standards, ...posts], publication, siteFile: "_data/site.ts", locate }),
  );
}

const unreviewed = (level: string): string =>
  `posts/2026/steel.md:4:5: error: ai is "${level}", and nobody has reviewed the text; add reviewedBy: the id of the author who answers for it, or keep it back with draft: true`;

const rows: [what: string, policy: AiPolicy, post: Partial<Post>, problems: string[]][] = [
  ["a text by people", "reviewed", {}, []],
  ["a text by people with a machine's help, who answer for it themselves,", "reviewed", { ai: "assisted" }, []],
  ["a text that a machine wrote in part", "reviewed", { ai: "partial" }, [unreviewed("partial")]],
  ["a text that a machine wrote", "reviewed", { ai: "full" }, [unreviewed("full")]],
  ["a page that a machine wrote", "reviewed", { ai: "full", kind: "page" }, [unreviewed("full")]],
  ["a reviewed text", "reviewed", { ai: "full", reviewedBy: "desk" }, []],
  ["a draft that waits for its reviewer", "reviewed", { ai: "full", isDraft: true }, []],
  ["an unreviewed text where texts are only labelled", "labelled", { ai: "full" }, []],
  ["an unreviewed text without a policy", "", { ai: "full" }, []],
];
for (const [what, policy, post, problems] of rows) {
  test(`${what} has ${problems.length} problems`, () => assert.equal(check(policy, [makePost(post)]), problems));
}

const unstated =
  '_data/site.ts:9:5: warning: ai.policy is "labelled", and no page of the site states it; write a page with kind: page, and its address to publisher.policies.ai';
const addresses: [what: string, policies: Record<string, string>, problems: string[]][] = [
  ["on a page of the site", { ai: "/standards" }, []],
  ["with the principles", { principles: "/standards/?a=1" }, []],
  ["elsewhere", { ai: "https://publisher.example/ai" }, []],
  ["on a page that is not there", { ai: "/rules/", principles: "/standards/" }, [unstated]],
  ["nowhere", {}, [unstated]],
];
for (const [what, policies, problems] of addresses) {
  test(`a policy that is stated ${what} has ${problems.length} problems`, () =>
    assert.equal(check("labelled", [], policies), problems));
}

test("the page is found whatever follows its path", () => {
  const path = (policies: Record<string, string>): string =>
    pathOfAiPolicy({ publisher: { name: "", logo: "", url: "", policies } });
  assert.is(path({ ai: "/über uns#ki" }), "/%C3%BCber%20uns/");
  assert.equal(
    [
      path({}),
      path({ ai: "/a" }),
      path({ ai: "/a/#b" }),
      path({ ai: "https://a.example/" }),
      path({ principles: "/b/?c#d" }),
    ],
    ["", "/a/", "/a/", "", "/b/"],
  );
});

test.run();
