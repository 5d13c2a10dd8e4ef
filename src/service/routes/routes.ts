// All addresses of the service. Another route is a file beside this one, and a line here.
import { countsRoute as countsPath, viewRoute as viewPath } from "../../api/contract.ts";
import { topRoute as topPath } from "../../api/most-read.ts";
import { weatherRoute as weatherPath } from "../../api/weather.ts";
import type { Routes } from "../http/router.ts";
import type { ServiceParts } from "../parts.ts";
import { countsRoute } from "./counts-route.ts";
import { exportRoute } from "./export-route.ts";
import { healthRoute, metricsRoute, readyRoute } from "./health-routes.ts";
import { topRoute } from "./top-route.ts";
import { viewRoute } from "./view-route.ts";
import { weatherRoute } from "./weather-route.ts";

export const makeRoutes = (parts: ServiceParts): Routes => ({
  [viewPath]: { POST: viewRoute(parts) },
  [countsPath]: { GET: countsRoute(parts) },
  [topPath]: { GET: topRoute(parts) },
  [weatherPath]: { GET: weatherRoute(parts) },
  "/v1/export": { GET: exportRoute(parts) },
  "/healthz": { GET: healthRoute },
  "/readyz": { GET: readyRoute(parts) },
  "/metrics": { GET: metricsRoute(parts) },
});
