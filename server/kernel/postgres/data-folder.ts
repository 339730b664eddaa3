import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { identifyProcess, isRunning, type ProcessIdentity } from "../process-identity.ts";
import { StartupError } from "../startup-error.ts";

export interface DataFolder {
  /** Absolute path. */
  path: string;
  /** Gives the folder back; harmless when repeated. */
  release(): void;
}

/**
 * Creates the data folder (only its owner can enter it) and takes it for this process alone.
 * Throws StartupError when another server holds it or it cannot be written.
 */
export function takeDataFolder(dir: string): DataFolder {
  const path = resolve(dir);
  try {
    makeFolder(path);
    const release = takeLock(join(path, "server.lock"), `The data folder ${path} is in use by another server`);
    return { path, release };
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(
      `The data folder ${path} cannot be written (${errorCode(error)}): check its owner and permissions, or set DATA_DIR to another folder.`,
      { cause: error },
    );
  }
}

// Folder by folder: Node's own recursion never returns where the system answers "no such folder" to a new name, as /proc does.
function makeFolder(path: string): void {
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) throw Object.assign(new Error("not a folder"), { code: "ENOTDIR" });
    return;
  }
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
  chmodSync(path, 0o700);
}

/**
 * Takes an exclusive lock file for this process; a lock left by a process that has ended is replaced.
 * Gives the function that releases it. Throws StartupError beginning with `refusal` while its holder runs.
 */
export function takeLock(file: string, refusal: string): () => void {
  const me = identifyProcess(process.pid);
  if (!me) throw new StartupError("The start time of this process cannot be read: is /proc mounted, is ps installed?");
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(me), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 10; attempt++) {
      if (linkUnlessTaken(mine, file)) return () => releaseLock(file, me);
      const holder = readHolder(file);
      if (holder && isRunning(holder)) {
        throw new StartupError(`${refusal} (process ${holder.pid}): stop that one first, or use another folder.`);
      }
      removeStale(file, holder);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  throw new StartupError(`${refusal}: the lock ${file} keeps changing hands; try again.`);
}

/** A hard link appears whole or not at all, so nobody ever reads a half-written lock. */
function linkUnlessTaken(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** Two starters may find the same stale lock; the second must not remove the fresh lock of the first. */
function removeStale(file: string, holder: ProcessIdentity | undefined): void {
  const guard = `${file}.stale`;
  try {
    writeFileSync(guard, "", { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    if (ageInSeconds(guard) > 10) rmSync(guard, { force: true });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    return;
  }
  try {
    if (readHolder(file)?.pid === holder?.pid) rmSync(file, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

function releaseLock(file: string, me: ProcessIdentity): void {
  if (readHolder(file)?.pid === me.pid) rmSync(file, { force: true });
}

function readHolder(file: string): ProcessIdentity | undefined {
  try {
    const found: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof found !== "object" || found === null || !("pid" in found) || !("startedAt" in found)) return undefined;
    const { pid, startedAt } = found;
    return typeof pid === "number" && typeof startedAt === "string" ? { pid, startedAt } : undefined;
  } catch {
    return undefined;
  }
}

function ageInSeconds(file: string): number {
  try {
    return (Date.now() - statSync(file).mtimeMs) / 1000;
  } catch {
    return 0;
  }
}

export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
