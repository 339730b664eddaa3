import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identifyProcess } from "../process-identity.ts";
import { StartupError } from "../startup-error.ts";

/**
 * Ends whatever still works on these database files after their server died: a living PostgreSQL shuts down in
 * order, children of a dead one are ended. Call it only while holding the folder's lock.
 * Gives the number of processes found. Throws StartupError when one cannot be ended.
 */
export async function endLeftovers(clusterDir: string): Promise<number> {
  const found = processesOn(clusterDir);
  const postmaster = readPostmasterPid(clusterDir);
  const steps: [signal: NodeJS.Signals, targets: () => number[], seconds: number][] = [
    ["SIGINT", () => found.filter((pid) => pid === postmaster), found.includes(postmaster ?? 0) ? 20 : 0],
    ["SIGQUIT", () => processesOn(clusterDir), 5],
    ["SIGKILL", () => processesOn(clusterDir), 5],
  ];
  for (const [name, targets, seconds] of steps) {
    for (const pid of targets()) signal(pid, name);
    if (await gone(clusterDir, seconds)) break;
  }
  const [stubborn] = processesOn(clusterDir);
  if (stubborn)
    throw new StartupError(`Process ${stubborn} still uses ${clusterDir} and cannot be ended: end it by hand.`);

  removeMisleadingPidFile(clusterDir);
  return found.length;
}

/** PostgreSQL takes any living process with the recorded number for its old self, also one that came later by chance. */
function removeMisleadingPidFile(clusterDir: string): void {
  const pid = readPostmasterPid(clusterDir);
  if (pid && identifyProcess(pid)) rmSync(join(clusterDir, "postmaster.pid"), { force: true });
}

function readPostmasterPid(clusterDir: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(join(clusterDir, "postmaster.pid"), "utf8"), 10);
  } catch {
    return undefined;
  }
}

async function gone(clusterDir: string, seconds: number): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; ; await sleep(20)) {
    if (processesOn(clusterDir).length === 0) return true;
    if (Date.now() >= end) return false;
  }
}

/** Every PostgreSQL process works inside the folder of its database files, which tells it from all others. */
function processesOn(clusterDir: string): number[] {
  if (process.platform !== "linux") return postmasterOn(clusterDir);
  const dir = realpathSync(clusterDir);
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && workingFolder(name) === dir && isPostgres(name))
    .map(Number);
}

function workingFolder(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function isPostgres(pid: string): boolean {
  try {
    return /\/(postgres|unshare)( \(deleted\))?$/.test(readlinkSync(`/proc/${pid}/exe`));
  } catch {
    return false;
  }
}

/** Without /proc only the postmaster can be told; its children end by themselves when it is gone. */
function postmasterOn(clusterDir: string): number[] {
  const pid = readPostmasterPid(clusterDir);
  if (!pid) return [];
  try {
    const command = execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return command.includes(clusterDir) ? [pid] : [];
  } catch {
    return [];
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime, which is what we want.
  }
}
