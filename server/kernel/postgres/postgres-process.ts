import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StartupError } from "../startup-error.ts";
import { endLeftovers } from "./postgres-leftovers.ts";
import type { PostgresUser } from "./postgres-user.ts";

export interface EmbeddedPostgresLog {
  info(fields: object, event: string): void;
  warn(fields: object, event: string): void;
  error(fields: object, event: string): void;
}

/** One PostgreSQL server under our supervision. */
export interface PostgresProcess {
  clusterDir: string;
  logFile: string;
  commandLine: string[];
  user: PostgresUser;
  log: EmbeddedPostgresLog;
  child?: ChildProcess;
  stopping: boolean;
}

/** Starts it again whenever it ends unasked, without ever giving up: only the pause between attempts grows. */
export async function supervise(server: PostgresProcess, onRestart?: () => void): Promise<void> {
  let failures = 0;
  while (!server.stopping) {
    if (failures === 0) await ended(server.child);
    if (server.stopping) return;
    if (failures === 0)
      server.log.error({ code: server.child?.exitCode, signal: server.child?.signalCode }, "postgres.died");
    try {
      await launch(server);
      failures = 0;
      if (server.stopping) return;
      server.log.warn({ pid: server.child?.pid }, "postgres.restarted");
      onRestart?.();
    } catch (error) {
      failures++;
      server.log.error({ err: error, failures }, "postgres.restart_failed");
      await sleep(Math.min(5000, 50 * 2 ** failures));
    }
  }
}

/** Clears what an earlier life left, starts PostgreSQL as a direct child and waits until it serves. */
export async function launch(server: PostgresProcess): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const leftovers = await endLeftovers(server.clusterDir);
    if (leftovers > 0) server.log.warn({ processes: leftovers }, "postgres.leftovers_ended");
    if (server.stopping) return;

    const logStart = rotateLog(server.logFile);
    server.child = spawnPostgres(server);
    if (await serves(server.child, server.clusterDir)) return;
    if (server.stopping) return;

    const complaint = lastComplaint(server.logFile, logStart);
    if (attempt < 10 && /still in use|lock file/.test(complaint)) {
      await sleep(200);
      continue;
    }
    throw new StartupError(`PostgreSQL does not start: ${complaint} (see ${server.logFile})`);
  }
}

function spawnPostgres({ commandLine, user, logFile, clusterDir, log }: PostgresProcess): ChildProcess {
  const [command = "", ...args] = [...user.prefix, ...commandLine];
  const output = openSync(logFile, "a", 0o600);
  try {
    const env = { PATH: process.env.PATH, LANG: "C.UTF-8" };
    // Detached: Ctrl-C in a terminal reaches the server alone, which stops PostgreSQL after its own last query.
    const stdio = ["ignore" as const, output, output];
    const child = spawn(command, args, { cwd: clusterDir, stdio, env, detached: true, ...user.account });
    child.on("error", (error) => log.error({ err: error }, "postgres.spawn_failed"));
    return child;
  } finally {
    closeSync(output);
  }
}

/** Resolves to true once PostgreSQL reports that it takes connections, to false when it ends first. */
async function serves(child: ChildProcess, clusterDir: string): Promise<boolean> {
  while (!hasEnded(child)) {
    if (isReady(child, clusterDir)) return true;
    await sleep(20);
  }
  return false;
}

function isReady(child: ChildProcess, clusterDir: string): boolean {
  try {
    const lines = readFileSync(join(clusterDir, "postmaster.pid"), "utf8").split("\n");
    return Number(lines[0]) === child.pid && lines[7]?.trim() === "ready";
  } catch {
    return false;
  }
}

/** Fast, then immediate, then by force; PostgreSQL recovers from all three. */
export async function shutDown({ child }: PostgresProcess): Promise<void> {
  if (!child) return;
  for (const [signal, seconds] of [
    ["SIGINT", 30],
    ["SIGQUIT", 10],
    ["SIGKILL", 10],
  ] as const) {
    if (hasEnded(child)) return;
    child.kill(signal);
    const patience = new AbortController();
    await Promise.race([ended(child), sleep(seconds * 1000, undefined, { signal: patience.signal }).catch(() => {})]);
    patience.abort();
  }
}

function ended(child: ChildProcess | undefined): Promise<unknown> {
  if (!child || hasEnded(child)) return Promise.resolve();
  return new Promise((done) => child.once("exit", done));
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

/** Keeps one earlier log file; gives where the coming start begins to write. */
function rotateLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < 20_000_000) return size;
  renameSync(file, `${file}.1`);
  return 0;
}

function lastComplaint(file: string, from: number): string {
  const lines = readFileSync(file).subarray(from).toString("utf8").trim().split("\n");
  const found = lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? "";
  return found.replace(/^.*?(FATAL|PANIC): +/, "") || "no reason given";
}
