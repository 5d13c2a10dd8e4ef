// Holds a publication to what it promises of artificial intelligence: `site.ai.policy`.

import type { Post } from "./post.ts";
import { quote } from "./problems.ts";
import type { Locate } from "./readers/locate.ts";
import type { Problem, Publication, SiteSettings } from "./types.ts";

export interface PolicyCheck {
  posts: readonly Post[];
  publication: Publication;
  /** `_data/site.ts`, `.js` or `.json`. */
  siteFile: string;
  /** Called for faults alone. */
  locate: Locate;
}

/**
 * Under the policy `reviewed`, what a machine wrote in part or entirely needs somebody who answers for it; what people wrote with its
 * help is theirs already, and a draft may still wait for its reviewer. A policy that no page states is a warning. Pure but for `locate`.
 */
export function checkAiPolicy({ posts, publication: { site }, siteFile, locate }: PolicyCheck): Problem[] {
  const { policy } = site.ai;
  if (policy === "") return [];
  const problems: Problem[] = [];
  if (policy === "reviewed") {
    for (const { path, ai, reviewedBy, isDraft } of posts) {
      if (isDraft || reviewedBy !== "" || (ai !== "partial" && ai !== "full")) continue;
      const message = `ai is ${quote(ai)}, and nobody has reviewed the text; add reviewedBy: the id of the author who answers for it, or keep it back with draft: true`;
      problems.push({ file: path, ...locate(path, ["ai"]), severity: "error", message });
    }
  }
  const address = site.publisher.policies.ai ?? site.publisher.policies.principles ?? "";
  const page = pathOfAiPolicy(site);
  const isStated =
    page === ""
      ? address !== ""
      : posts.some((post) => post.kind === "page" && page === `/${encodeURIComponent(post.slug)}/`);
  if (!isStated) {
    const message = `ai.policy is ${quote(policy)}, and no page of the site states it; write a page with kind: page, and its address to publisher.policies.ai`;
    problems.push({ file: siteFile, ...locate(siteFile, ["ai", "policy"]), severity: "warning", message });
  }
  return problems;
}

/** The page of the site, percent-encoded as `/standards/`, that the publisher's policy on artificial intelligence, else its principles, are at; "" where that is elsewhere. */
export function pathOfAiPolicy({ publisher: { policies } }: Pick<SiteSettings, "publisher">): string {
  const address = policies.ai ?? policies.principles ?? "";
  return address.startsWith("/") ? new URL(address, "https://site.example").pathname.replace(/(?<!\/)$/, "/") : "";
}
