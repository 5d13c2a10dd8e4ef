// The service's log: one JSON object a line, about the service itself. No request, address or user agent is ever written.

/** `event` is a fixed text such as "store-failed"; fields hold nothing that comes from a reader. */
export type Log = (level: "info" | "warn" | "error", event: string, fields?: Record<string, string | number>) => void;

/** The same warning or error within so many milliseconds is counted and not written. */
const quietTime = 10_000;

/** `write` takes whole lines, `clock` gives epoch milliseconds. */
export function makeLog(write: (line: string) => void, clock: () => number): Log {
  const written = new Map<string, { at: number; suppressed: number }>();
  return (level, event, fields = {}) => {
    const now = clock();
    const entry: Record<string, unknown> = { time: new Date(now).toISOString(), level, event, ...fields };
    if (level !== "info") {
      const last = written.get(event);
      if (last && now >= last.at && now - last.at < quietTime) {
        last.suppressed++;
        return;
      }
      if (last && last.suppressed > 0) entry.suppressed = last.suppressed;
      written.set(event, { at: now, suppressed: 0 });
    }
    write(`${JSON.stringify(entry)}\n`);
  };
}

/** What is known of a failure, without its stack. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
