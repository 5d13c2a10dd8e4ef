// One SQLite file through libsql: opened when needed and again after a failure, with errors in the service's own words.
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import Database from "libsql";
import { StoreUnavailable } from "./store.ts";

/** A list is handed over as JSON, for `json_each`. */
type Value = string | number | object;

const schemaVersion = 1;

/** `hours` and `days` hold what `totals` sums up; ids of articles and sites stand in `articles` alone, so that what changes often is small. */
const schema = `
  CREATE TABLE articles (number INTEGER PRIMARY KEY, site TEXT NOT NULL, id TEXT NOT NULL, UNIQUE (site, id));
  CREATE TABLE totals (article INTEGER PRIMARY KEY, views INTEGER NOT NULL);
  CREATE TABLE hours (hour INTEGER, article INTEGER, views INTEGER NOT NULL, PRIMARY KEY (hour, article)) WITHOUT ROWID;
  CREATE TABLE days (day INTEGER, article INTEGER, views INTEGER NOT NULL, PRIMARY KEY (day, article)) WITHOUT ROWID;
  CREATE TABLE view_ids (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE readers (key TEXT PRIMARY KEY, times TEXT NOT NULL, last INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE probes (one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER NOT NULL);
  PRAGMA user_version = ${schemaVersion};`;

/** The last is the frames of the write-ahead log after which it is copied into the file; more would make the copying rarer and longer. */
const pragmas = ["journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "wal_autocheckpoint = 4000"];

export class SqliteFile {
  private readonly path: string;
  private database: Database.Database | null = null;
  private inode = 0;
  private readonly statements = new Map<string, Database.Statement>();
  /** Numbers of articles that are in this file, by site and id. */
  readonly articleNumbers = new Map<string, number>();

  constructor(path: string) {
    this.path = path;
  }

  /** @throws StoreUnavailable */
  all<Row extends unknown[]>(sql: string, ...values: Value[]): Row[] {
    return this.attempt(sql, (statement) => statement.all(values.map(bind)) as Row[]);
  }

  /** Within `transact` alone: libsql leaves a lone write that found the file busy in its way. @throws StoreUnavailable */
  run(sql: string, ...values: Value[]): void {
    this.attempt(sql, (statement) => statement.run(values.map(bind)));
  }

  /** Commits what `work` does, or nothing. @throws StoreUnavailable, and what `work` throws */
  transact<Result>(work: () => Result): Result {
    // Where another file, or none, has taken this one's place, what is written to it would be lost.
    if (this.database && inodeOf(this.path) !== this.inode) this.close();
    this.run("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.run("COMMIT");
      return result;
    } catch (error) {
      // Numbers given within it are gone.
      this.articleNumbers.clear();
      // Some failures have rolled back by themselves.
      if (this.database?.inTransaction) this.run("ROLLBACK");
      throw error;
    }
  }

  close(): void {
    const { database } = this;
    this.statements.clear();
    this.articleNumbers.clear();
    this.database = null;
    database?.close();
  }

  private open(): Database.Database {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const database = new Database(this.path);
    try {
      for (const pragma of pragmas) database.pragma(pragma);
      const [[version]] = database.prepare("PRAGMA user_version").raw().all([]) as [[number]];
      if (version > schemaVersion)
        throw new StoreUnavailable("newer", `${this.path} was made by a later version of Broadsheet`);
      if (version === 0) database.exec(`BEGIN IMMEDIATE; ${schema} COMMIT;`);
      this.inode = inodeOf(this.path);
    } catch (error) {
      database.close();
      throw error;
    }
    return database;
  }

  private attempt<Result>(sql: string, work: (statement: Database.Statement) => Result): Result {
    try {
      this.database ??= this.open();
      let statement = this.statements.get(sql);
      if (!statement) {
        statement = this.database.prepare(sql);
        if (statement.reader) statement.raw();
        this.statements.set(sql, statement);
      }
      return work(statement);
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      const { code = "", message } = error as Error & { code?: string };
      const [reason] = Object.entries(reasons).find(([, pattern]) => pattern.test(code)) ?? ["failed"];
      // After anything but waiting, the next request starts with a fresh connection.
      if (reason !== "busy" && !this.database?.inTransaction) this.close();
      throw new StoreUnavailable(reason, `${this.path}: ${message}`);
    }
  }
}

const bind = (value: Value): string | number => (typeof value === "object" ? JSON.stringify(value) : value);

/** 0 where there is no such file, or none that can be seen. */
function inodeOf(path: string): number {
  try {
    return statSync(path).ino;
  } catch {
    return 0;
  }
}

/** By the beginning of an error's code. */
const reasons = {
  busy: /^SQLITE_(?:BUSY|LOCKED)/,
  full: /^(?:SQLITE_FULL|ENOSPC)/,
  "read-only": /^(?:SQLITE_READONLY|EROFS|EACCES)/,
  unreachable: /^SQLITE_CANTOPEN/,
  "input-output": /^SQLITE_IOERR/,
  corrupt: /^SQLITE_(?:CORRUPT|NOTADB)/,
};
