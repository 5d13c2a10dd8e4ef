// Keys that stand for a reader for one UTC day: they hold back a stuck or hostile client, and name nobody.
import { createHmac, randomBytes } from "node:crypto";
import { appendFileSync, chmodSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { dayLength } from "../stores/store.ts";

interface Salt {
  /** UTC days since 1970. */
  day: number;
  bytes: Buffer;
}

export class ReaderKeys {
  private readonly file: string;
  private readonly clock: () => number;
  private salt: Salt;
  private isSaved = true;
  /** Whether keys of an earlier salt may be in the store; who deletes them sets it to false. */
  hasOldKeys = false;

  /** `file` keeps the salt over a restart; `clock` gives epoch milliseconds. */
  constructor(file: string, clock: () => number) {
    this.file = file;
    this.clock = clock;
    this.salt = readSalt(file);
    this.rotate();
  }

  /** Takes a new salt where the day of the present one is over. In memory at once; `save` follows. */
  rotate(): void {
    const day = Math.floor(this.clock() / dayLength);
    if (this.salt.day === day) return;
    this.salt = { day, bytes: randomBytes(32) };
    this.isSaved = false;
    this.hasOldKeys = true;
  }

  /** Writes a new salt over the old one. @throws where the file cannot be written; to be tried again. */
  save(): void {
    if (this.isSaved) return;
    writeSalt(this.file, this.salt);
    this.isSaved = true;
  }

  /** Ten bytes of HMAC-SHA-256, base64url; the same for one reader of one site on one day. */
  keyOf(site: string, address: string, agent: string): string {
    this.rotate();
    const digest = createHmac("sha256", this.salt.bytes).update(`${site}\0${address}\0${agent}`).digest();
    return digest.toString("base64url", 0, 10);
  }

  /** Milliseconds until the salt changes, after which no key of it may be kept. */
  get timeLeft(): number {
    return Math.max(1, (this.salt.day + 1) * dayLength - this.clock());
  }
}

/** Of no day where there is none, or none that can be used. */
function readSalt(file: string): Salt {
  let text = "";
  try {
    text = readFileSync(file, "latin1");
  } catch {
    // Like a file that is empty.
  }
  const [, day = "-1", hex = ""] = /^(\d{1,9}) ([0-9a-f]{64})\n$/.exec(text) ?? [];
  return { day: Number(day), bytes: Buffer.from(hex, "hex") };
}

function writeSalt(file: string, { day, bytes }: Salt): void {
  const text = `${day} ${bytes.toString("hex")}\n`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  appendFileSync(file, "", { mode: 0o600 });
  chmodSync(file, 0o600);
  // In place: the old bytes are overwritten, not left in a deleted file.
  writeFileSync(file, text, { flag: "r+", flush: true });
  truncateSync(file, text.length);
}
