// The counting service beside the preview, with counts of its own: a newcomer sees the numbers move, and readers' counts stay as they are.
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { loadPublication } from "../content/data/publication.ts";
import type { Service } from "../service/service.ts";
import type { WeatherSettings } from "../service/settings.ts";

export interface PreviewService {
  handle: RequestListener;
  /** Once the preview is built; `origin` is that of its pages. */
  start: (origin: string) => Promise<void>;
  close: () => Promise<void>;
}

/** Folders are absolute. Until it is started it answers 503, and pages ask again later. */
export function makePreviewService(siteFolder: string, previewFolder: string, cacheFolder: string): PreviewService {
  let service: Service | null = null;
  return {
    handle: (request, response) =>
      service === null ? void response.writeHead(503, { "Retry-After": "1" }).end() : service.handle(request, response),
    start: async (origin) => {
      const [{ createService }, { defaultSettings }, { makeLog }] = await Promise.all([
        import("../service/service.ts"),
        import("../service/settings.ts"),
        import("../service/log.ts"),
      ]);
      const log = makeLog((line) => process.stderr.write(line), Date.now);
      service = await createService({
        settings: {
          ...defaultSettings,
          dataFolder: join(cacheFolder, "service"),
          sites: [{ id: "", articles: join(previewFolder, "articles.json"), origins: [origin] }],
          weather: await readWeather(siteFolder, cacheFolder),
        },
        log: (level, event, fields) => {
          // That the first build has failed the author knows already.
          if (level === "error" && event !== "articles-unreadable") log(level, event, fields);
        },
      });
    },
    close: async () => service?.close(),
  };
}

/** Of a site with a live provider; another one needs a restart. */
async function readWeather(siteFolder: string, cacheFolder: string): Promise<WeatherSettings | null> {
  const { publication } = await loadPublication(siteFolder, { cacheFolder });
  if (publication === null) return null;
  const { weather, origin } = publication.site;
  const { provider, places } = weather;
  return provider === "met" || provider === "open-meteo" ? { provider, places, contact: origin, url: "" } : null;
}
