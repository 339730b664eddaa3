import { readFileSync } from "node:fs";

export interface MemoryWatch {
  /** The most that the process and its children held at one moment, in MB; and the most of the process alone. */
  peak(): { wholeMb: number; processMb: number };
  /** Forgets the peaks so far. */
  again(): void;
  stop(): void;
}

const everyMs = 50;
const mb = 1024 * 1024;

/** Looks again and again at the resident memory of a process and of those that it has started (Linux). */
export function watchMemory(pid: number): MemoryWatch {
  let [whole, own] = [0, 0];
  const look = () => {
    const process = residentKb(pid);
    own = Math.max(own, process);
    whole = Math.max(whole, process + childrenOf(pid).reduce((sum, child) => sum + residentKb(child), 0));
  };
  const timer = setInterval(look, everyMs);
  return {
    peak: () => ({ wholeMb: Math.round((whole * 1024) / mb), processMb: Math.round((own * 1024) / mb) }),
    again: () => {
      [whole, own] = [0, 0];
      look();
    },
    stop: () => clearInterval(timer),
  };
}

/** Nothing of a process that has just ended. */
function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, "utf8");
  } catch {
    return "";
  }
}

const residentKb = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readProc(`${pid}/status`))?.[1] ?? 0);
const childrenOf = (pid: number): number[] =>
  readProc(`${pid}/task/${pid}/children`).split(" ").filter(Boolean).map(Number);

/** Seconds that a process and those of its children that have ended have computed for; the same at any load of the machine. */
export function cpuSeconds(pid: number): number {
  // Behind the name, which may hold spaces: utime, stime, cutime, cstime are the 14th to 17th field.
  const fields = readProc(`${pid}/stat`).split(") ")[1]?.split(" ") ?? [];
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond;
}

/** USER_HZ, on every Linux that Node runs on. */
const ticksPerSecond = 100;
