// What the editors place by hand; the newest stories fill the rest.
import type { FrontPage } from "broadsheet";

export default {
  lead: { post: "posts/2026/how-a-tide-table-is-made/index.md" },
  pinned: [{ post: "posts/2026/steel-for-a-quota/index.md", until: "2027-01-31" }],
  slots: [{ position: 3, post: "posts/2026/bread-is-a-weather-report/index.md", until: "2027-01-31" }],
} satisfies FrontPage;
