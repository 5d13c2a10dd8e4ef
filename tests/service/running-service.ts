// A service in this process for tests: with a clock that tests move, and a site whose articles they choose.
import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Log, makeLog } from "../../src/service/log.ts";
import { createService, type Service } from "../../src/service/service.ts";
import { defaultSettings, type ServiceSettings } from "../../src/service/settings.ts";
import { temporaryFolder } from "../build/broadsheet.ts";

export const reader = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

export interface TestArticle {
  path: string;
  id?: string;
  aliases?: string[];
  section?: string;
  comments?: number;
}

export const articlesText = (
  articles: readonly TestArticle[],
  site = "times",
  origin = "https://times.example",
): string =>
  JSON.stringify({
    version: 1,
    site: { id: site, origin, basePath: "/news" },
    articles: articles.map(({ path, id = path, aliases = [], section = "world", comments = 0 }) => ({
      id,
      path,
      aliases,
      title: `Title of ${path}`,
      section,
      publishedAt: "2026-01-31T14:20:00+05:30",
      comments: { state: "open", count: comments },
    })),
  });

export interface TestService {
  service: Service;
  origin: string;
  port: number;
  folder: string;
  /** The articles file of the site "times". */
  articlesFile: string;
  /** Lines of the log so far. */
  lines: string[];
  clock: { now: number };
  /** Sends a view; a body that is no text is made JSON, with a new id where it has none. */
  view: (body: { p: string; s?: string; i?: string } | string, headers?: Record<string, string>) => Promise<Reply>;
  get: (path: string, headers?: Record<string, string>) => Promise<Reply>;
}

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  json: Record<string, unknown>;
}

export const newId = (): string => randomBytes(16).toString("hex");

interface TestRequest {
  articles?: readonly TestArticle[];
  settings?: Partial<ServiceSettings>;
  folder?: string;
  now?: number;
}

export async function startTestService({
  articles = [{ path: "/a/" }],
  settings = {},
  folder = temporaryFolder(),
  now = Date.UTC(2026, 0, 31, 12),
}: TestRequest = {}): Promise<TestService> {
  mkdirSync(folder, { recursive: true });
  const articlesFile = join(folder, "articles.json");
  writeFileSync(articlesFile, articlesText(articles));
  const clock = { now };
  const lines: string[] = [];
  const log: Log = makeLog(
    (line) => lines.push(line),
    () => clock.now,
  );
  const service = await createService({
    settings: {
      ...defaultSettings,
      port: 0,
      dataFolder: join(folder, "data"),
      sites: [{ id: "", articles: articlesFile, origins: [] }],
      trustedProxies: ["loopback"],
      ...settings,
    },
    log,
    clock: () => clock.now,
  });
  const port = await service.listen();
  const origin = `http://127.0.0.1:${port}`;
  return {
    service,
    origin,
    port,
    folder,
    articlesFile,
    lines,
    clock,
    view: (body, headers = {}) => {
      const text = typeof body === "string" ? body : JSON.stringify({ s: "times", i: newId(), ...body });
      return ask(`${origin}/v1/view`, {
        method: "POST",
        body: text,
        headers: { "user-agent": reader, "content-type": "text/plain;charset=UTF-8", ...headers },
      });
    },
    get: (path, headers = {}) => ask(origin + path, { headers: { "user-agent": reader, ...headers } }),
  };
}

export async function ask(address: string, init: RequestInit): Promise<Reply> {
  const response = await fetch(address, init);
  const text = await response.text();
  let json: Record<string, unknown> = {};
  if (/^application\/json;/.test(response.headers.get("content-type") ?? ""))
    json = JSON.parse(text) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, text, json };
}
