// Sends HTTP/1.1 requests over plain sockets as fast as they are answered: cheap enough to share two processors with what it measures.
import { connect, type Socket } from "node:net";

export interface LoadRequest {
  port: number;
  connections: number;
  /** ms; what is under way then is still waited for. */
  duration: number;
  /** Ends the load earlier. */
  isOver?: () => boolean;
  /** Whether a connection serves many requests; otherwise each gets one of its own. */
  isKeptAlive: boolean;
  /** The whole request, with `Connection: close` where that is meant. */
  next: () => string;
  /** Status 0 where the connection ended without an answer. */
  onAnswer?: (status: number, body: string, request: string) => void;
}

export interface LoadResult {
  /** Answers by status; 0 where there was none. */
  statuses: Record<number, number>;
  /** Of every answer, ms. */
  latencies: number[];
  seconds: number;
}

export async function runLoad(load: LoadRequest): Promise<LoadResult> {
  const result: LoadResult = { statuses: {}, latencies: [], seconds: 0 };
  const begun = performance.now();
  const isOver = () => performance.now() - begun >= load.duration || load.isOver?.() === true;
  await Promise.all(
    Array.from({ length: load.connections }, () =>
      load.isKeptAlive ? keepAsking(load, result, isOver) : askAnew(load, result, isOver),
    ),
  );
  result.seconds = (performance.now() - begun) / 1000;
  return result;
}

/** One connection, opened again where it breaks. */
async function keepAsking(load: LoadRequest, result: LoadResult, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const hasWorked = await converse(load, result, isOver);
    if (!hasWorked) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function askAnew(load: LoadRequest, result: LoadResult, isOver: () => boolean): Promise<void> {
  while (!isOver()) await converse(load, result, () => true);
}

/** Asks on one connection until `isLast` holds; resolves to whether anything was answered. */
function converse({ port, next, onAnswer }: LoadRequest, result: LoadResult, isLast: () => boolean): Promise<boolean> {
  return new Promise((resolve) => {
    let hasAnswer = false;
    let sentAt = 0;
    let request = "";
    let received = "";
    const send = () => {
      request = next();
      received = "";
      sentAt = performance.now();
      socket.write(request, "latin1");
    };
    const finish = (status: number, body: string) => {
      result.statuses[status] = (result.statuses[status] ?? 0) + 1;
      if (status !== 0) result.latencies.push(performance.now() - sentAt);
      onAnswer?.(status, body, request);
      request = "";
    };
    sentAt = performance.now();
    const socket: Socket = connect({ port, host: "127.0.0.1", noDelay: true }, send);
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => {
      received += text;
      const end = received.indexOf("\r\n\r\n");
      if (end === -1) return;
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
      if (received.length < end + 4 + length) return;
      hasAnswer = true;
      finish(Number(received.slice(9, 12)), received.slice(end + 4));
      if (isLast() || /\r\nconnection: close\r\n/i.test(received)) socket.destroy();
      else send();
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      if (request !== "") finish(0, "");
      resolve(hasAnswer);
    });
  });
}

/** The value below which `share` of the sorted or unsorted `values` lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
