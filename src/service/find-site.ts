// Finds the site that a query names, or says why there is none.
import { type Answer, refuse, unavailable } from "./http/exchange.ts";
import type { Site, Sites } from "./sites.ts";

export async function findSite(sites: Sites, id: string): Promise<Site | Answer> {
  if (id === "") return refuse(400, "malformed", "s is the site's id.", "s");
  const site = await sites.find(id);
  if (site === "unread") return unavailable("articles-unread", "The list of articles cannot be read at present.", 5);
  return site === "unknown" ? refuse(404, "unknown-site", "This service does not count for the site.", "s") : site;
}
