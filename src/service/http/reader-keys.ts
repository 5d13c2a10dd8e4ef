// Keys that stand for a reader for one UTC day: they hold back a stuck or hostile client, and name nobody.
import { createHmac, randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

const saltBytes = 32;
const keyBytes = 10;
const dayLength = 86_400_000; // ms

interface Salt {
  /** UTC days since 1970. */
  day: number;
  bytes: Buffer;
}

export class ReaderKeys {
  private readonly file: string;
  private readonly clock: () => number;
  private salt: Salt;
  private isSaved: boolean;
  /** Whether keys of an earlier salt may be in the store; who deletes them sets it to false. */
  hasOldKeys: boolean;

  /** `file` keeps the salt over a restart; `clock` gives epoch milliseconds. */
  constructor(file: string, clock: () => number) {
    this.file = file;
    this.clock = clock;
    const saved = readSalt(file);
    this.isSaved = saved?.day === this.today();
    this.hasOldKeys = !this.isSaved;
    this.salt = saved && this.isSaved ? saved : this.makeSalt();
  }

  private today(): number {
    return Math.floor(this.clock() / dayLength);
  }

  private makeSalt(): Salt {
    return { day: this.today(), bytes: randomBytes(saltBytes) };
  }

  /** Takes a new salt where the day of the present one is over. In memory at once; `save` follows. */
  rotate(): void {
    if (this.salt.day === this.today()) return;
    this.salt = this.makeSalt();
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
    return createHmac("sha256", this.salt.bytes)
      .update(`${site}\0${address}\0${agent}`)
      .digest()
      .toString("base64url", 0, keyBytes);
  }

  /** Milliseconds until the salt changes, after which no key of it may be kept. */
  get timeLeft(): number {
    return Math.max(1, (this.salt.day + 1) * dayLength - this.clock());
  }
}

/** Null where there is none, or none that can be used. */
function readSalt(file: string): Salt | null {
  let text: string;
  try {
    text = readFileSync(file, "latin1");
  } catch {
    return null;
  }
  const [, day, hex] = /^(\d{1,9}) ([0-9a-f]{64})\n$/.exec(text) ?? [];
  return day === undefined || hex === undefined ? null : { day: Number(day), bytes: Buffer.from(hex, "hex") };
}

/** In place: the old bytes are overwritten, not left in a deleted file. */
function writeSalt(file: string, { day, bytes }: Salt): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const descriptor = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    const text = `${day} ${bytes.toString("hex")}\n`;
    chmodSync(file, 0o600);
    writeSync(descriptor, text, 0, "latin1");
    ftruncateSync(descriptor, text.length);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
