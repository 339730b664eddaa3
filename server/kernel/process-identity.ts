import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** One process, not to be confused with a later one that was given the same number. */
export interface ProcessIdentity {
  pid: number;
  startedAt: string;
}

/** Gives the identity of a running process, or undefined when none has this number (a zombie counts as none). */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const startedAt = process.platform === "linux" ? linuxStart(pid) : unixStart(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/** Says whether exactly this process still runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.startedAt === identity.startedAt;
}

function linuxStart(pid: number): string | undefined {
  try {
    // The name in parentheses may hold spaces; the fields after it do not. Field 22 counts ticks since boot, hence the boot id.
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ended = fields[0] === "Z" || fields[0] === "X";
    return ended ? undefined : `${readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim()}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

function unixStart(pid: number): string | undefined {
  try {
    const line = execFileSync("ps", ["-o", "state=,lstart=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [state = "Z", ...start] = line.trim().split(/\s+/);
    return state.startsWith("Z") ? undefined : start.join(" ");
  } catch {
    return undefined;
  }
}
