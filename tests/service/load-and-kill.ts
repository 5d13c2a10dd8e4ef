// Loads a service in a process of its own, and kills it in the middle.
import { randomBytes } from "node:crypto";
import { runLoad } from "../bench/http-load.ts";
import { pathOf, startServiceProcess, viewRequest } from "../bench/service-process.ts";

interface KilledRun {
  /** Ids of the views that were said to be counted. */
  acknowledged: string[];
  sent: number;
}

let address = 0;
const someAddress = (): string => `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address++ & 255}`;

/**
 * @param articles how many of them are viewed, at random.
 * @param killStore what dies before the service.
 */
export async function loadAndKill(
  args: string[],
  articles: number,
  killStore = async (): Promise<void> => {},
): Promise<KilledRun> {
  const { port, stop } = await startServiceProcess(args);
  const acknowledged: string[] = [];
  let sent = 0;
  let isKilled = false;
  const loaded = runLoad({
    port,
    connections: 32,
    duration: 20_000,
    isOver: () => isKilled,
    isKeptAlive: true,
    next: () => {
      sent++;
      return viewRequest({
        path: pathOf(Math.floor(Math.random() * articles)),
        id: randomBytes(16).toString("hex"),
        address: someAddress(),
      });
    },
    onAnswer: (status, body, request) => {
      if (status === 200 && body.includes('"counted":true'))
        acknowledged.push(/"i":"([0-9a-f]+)"/.exec(request)?.[1] ?? "");
    },
  });
  for (let tries = 0; tries < 4_000 && acknowledged.length === 0; tries++)
    await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
  isKilled = true;
  await killStore();
  await stop("SIGKILL");
  await loaded;
  return { acknowledged, sent };
}
