// The browser script of pages with more than counts: the most read list, the weather, the share button.
// `_includes/macros/page-script.njk`, `most-read.njk` and `share.njk` state the attributes. Without an answer the page stays as it is, and nothing is ever thrown.
import { type TopAnswer, topRoute } from "../api/most-read.ts";
import { offerSharing } from "./share.ts";
import { showWeather } from "./weather.ts";

const { site, service = "", base = "" } = (document.currentScript as HTMLScriptElement | null)?.dataset ?? {};

/** Fills a list with what the service says now, unless that is less than it shows. */
const refresh = async (list: HTMLElement, template: HTMLTemplateElement) => {
  const response = await fetch(`${service}${topRoute}?s=${site}&window=24h&n=${list.dataset.mostRead}`, {
    credentials: "omit",
    priority: "low",
  });
  if (!response.ok) return;
  const { articles } = (await response.json()) as TopAnswer;
  if (articles.length === 0 || articles.length < list.children.length) return;
  const stories = articles.map(({ path, title }) => {
    const story = template.content.cloneNode(true) as DocumentFragment;
    const link = story.querySelector("a") as HTMLAnchorElement;
    link.href = base + path;
    link.textContent = title;
    return story;
  });
  list.replaceChildren(...stories);
  list.parentElement?.querySelector(".empty")?.remove();
};

if (/^http/.test(location.protocol)) {
  for (const list of document.querySelectorAll<HTMLElement>(".weather[data-source]")) showWeather(list).catch(() => {});
  for (const list of document.querySelectorAll<HTMLElement>("[data-most-read]"))
    refresh(list, list.nextElementSibling as HTMLTemplateElement).catch(() => {});
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-share]")) offerSharing(button);
