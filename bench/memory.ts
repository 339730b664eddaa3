import { readFileSync } from "node:fs";

export interface MemoryWatch {
  /** The most at one moment, in MB: of the process alone, and of all that it has started, with what those have started, together. */
  peak(): { processMb: number; startedMb: number };
  /** Forgets the peaks so far. */
  again(): void;
  stop(): void;
}

const everyMs = 50;
const mb = 1024 * 1024;

/** Looks again and again at the resident memory of a process and of those that it has started (Linux). */
export function watchMemory(pid: number): MemoryWatch {
  let [own, started] = [0, 0];
  const look = () => {
    own = Math.max(own, residentKb(pid));
    started = Math.max(
      started,
      startedBy(pid).reduce((sum, child) => sum + residentKb(child), 0),
    );
  };
  const timer = setInterval(look, everyMs);
  return {
    peak: () => ({ processMb: Math.round((own * 1024) / mb), startedMb: Math.round((started * 1024) / mb) }),
    again: () => {
      [own, started] = [0, 0];
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
/** Its children, their children, and so on. */
export const startedBy = (pid: number): number[] => childrenOf(pid).flatMap((child) => [child, ...startedBy(child)]);

/** Seconds that a process, those that it has started and those of them that have ended have computed for; the same at any load. */
export const cpuSeconds = (pid: number): number =>
  [pid, ...startedBy(pid)].reduce((sum, one) => sum + ticksOf(one), 0) / ticksPerSecond;

function ticksOf(pid: number): number {
  // Behind the name, which may hold spaces: utime, stime, cutime, cstime are the 14th to 17th field.
  const fields = readProc(`${pid}/stat`).split(") ")[1]?.split(" ") ?? [];
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
}

/** USER_HZ, on every Linux that Node runs on. */
const ticksPerSecond = 100;
