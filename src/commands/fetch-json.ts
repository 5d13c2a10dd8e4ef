// Asks an address for JSON, within limits of time and size: what comes from elsewhere may be slow, huge, or something else.

/** What went wrong, in words for the terminal. */
export class FetchError extends Error {}

export interface FetchLimits {
  /** ms, for the whole answer. */
  timeout: number;
  /** Bytes of the answer. */
  size: number;
}

/** @throws FetchError */
export async function fetchJson(address: string, { timeout, size }: FetchLimits): Promise<unknown> {
  const text = await fetchText(address, timeout, size).catch((error: Error) => {
    if (error instanceof FetchError) throw error;
    const cause = (error.cause as NodeJS.ErrnoException | undefined)?.code;
    throw new FetchError(
      error.name === "TimeoutError"
        ? `${address} does not answer within ${timeout / 1000} s`
        : `${address} cannot be reached (${cause ?? error.message})`,
    );
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new FetchError(`${address} answers with something that is no JSON`);
  }
}

async function fetchText(address: string, timeout: number, size: number): Promise<string> {
  const response = await fetch(address, {
    headers: { accept: "application/json", "user-agent": "Broadsheet" },
    signal: AbortSignal.timeout(timeout),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new FetchError(`${address} answers ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += (chunk as Uint8Array).length;
    if (length > size) throw new FetchError(`${address} answers with more than ${size.toLocaleString("en")} bytes`);
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString("utf8");
}
