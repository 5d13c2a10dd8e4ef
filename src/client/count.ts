// The browser script that counts one view of an article and fills in the numbers of the page.
// `_includes/macros/counts.njk` states the attributes. Without an answer the page stays as it is, and nothing is ever thrown.
import {
  type Counts,
  type CountsAnswer,
  countsRoute,
  pathLimit,
  urlLimit,
  type ViewAnswer,
  type ViewRequest,
  viewRoute,
} from "../api/contract.ts";

const {
  site,
  service = "",
  count: article,
  locale,
} = (document.currentScript as HTMLScriptElement | null)?.dataset ?? {};
const elements = document.querySelectorAll<HTMLElement>("[data-views],[data-comments]");

/** Writes a path's numbers wherever the page shows them, in the plural form of the page's language. */
const show = (path: string, counts: Counts) => {
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  for (const element of elements) {
    for (const kind of ["views", "comments"] as const) {
      const form = element.dataset[plural.select(counts[kind])] || element.dataset.other;
      if (element.dataset[kind] === path && form && counts[kind] >= 0)
        element.textContent = form.replace("{n}", number.format(counts[kind]));
    }
  }
};

/** Fetches JSON. Tries again where that may help: about 8 s and 32 s after a failure, and once on `online`. */
const request = <Answer>(route: string, init: RequestInit, use: (answer: Answer) => void) => {
  let delay = 8e3; // ms
  let timer: ReturnType<typeof setTimeout>;
  let hasAnswer = false;
  const send = () => {
    clearTimeout(timer);
    fetch(service + route, { credentials: "omit", priority: "low", ...init })
      .then((response) => {
        if (response.status === 429 || response.status > 499) throw 0;
        hasAnswer = true;
        clearTimeout(timer);
        removeEventListener("online", send);
        if (response.ok) return response.json().then(use);
      })
      .catch(() => {
        if (hasAnswer) return;
        if (delay === 8e3) addEventListener("online", send, { once: true });
        if (delay < 1e5) timer = setTimeout(send, delay * (0.8 + Math.random() * 0.4));
        delay *= 4;
      });
  };
  send();
};

const start = () => {
  const paths = new Set<string>();
  for (const { dataset } of elements) paths.add((dataset.views || dataset.comments) as string);
  // Reload, back and forward bring the same reader to the same page: they only read.
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (article && !/^[rb]/.test(navigation?.type as string)) {
    paths.delete(article);
    let i = "";
    for (const byte of crypto.getRandomValues(new Uint8Array(16))) i += (byte + 256).toString(16).slice(1);
    const view: ViewRequest = { s: site as string, p: article, i };
    request<ViewAnswer>(viewRoute, { method: "POST", keepalive: true, body: JSON.stringify(view) }, (answer) =>
      show(article, answer),
    );
  }
  // Sorted, so that one cached answer serves every page with the same stories; more than one request only past the service's limits.
  const prefix = `${countsRoute}?s=${site}`;
  const read = (route: string) =>
    request<CountsAnswer>(route, {}, ({ counts }) => {
      for (const path in counts) show(path, counts[path] as Counts);
    });
  let route = prefix;
  let size = 0;
  for (const path of [...paths].sort()) {
    const parameter = `&p=${encodeURIComponent(path)}`;
    if (size === pathLimit || (route + parameter).length > urlLimit) {
      read(route);
      route = prefix;
      size = 0;
    }
    route += parameter;
    size++;
  }
  if (size) read(route);
};

const wait = () => {
  const event = document.prerendering ? "prerenderingchange" : document.hidden && "visibilitychange";
  if (event) document.addEventListener(event, wait, { once: true });
  else start();
};

// A framed page is not being read as a page, a page on disk has no readers to count.
if (site && top === self && /^http/.test(location.protocol)) wait();

declare global {
  interface Document {
    /** https://wicg.github.io/nav-speculation/prerendering.html; absent where the browser does not prerender. */
    readonly prerendering?: boolean;
  }
}
