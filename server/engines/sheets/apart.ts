import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";

/** Of glibc: large buffers go back to the system when they are free, whatever was allocated since. */
export const allocator = { MALLOC_ARENA_MAX: "2", MALLOC_MMAP_THRESHOLD_: "131072" } as const;

/**
 * Starts a program that opens the files of strangers in a process of its own: without secrets, without the database, with so much memory.
 * It may read, for its own program is in files; it may neither write, nor start anything. Rows come and go: with a small nursery for
 * them it needs 30 MB less and a tenth more time.
 */
export function startApart(
  entry: string,
  { memoryMb, argument }: { memoryMb: number; argument?: string },
): ChildProcessByStdio<Writable, Readable, null> {
  const memory = [`--max-old-space-size=${memoryMb}`, "--max-semi-space-size=4"];
  const limits = ["--permission", "--allow-fs-read=*", ...memory, "--no-warnings"];
  const program = [...limits, entry, ...(argument === undefined ? [] : [argument])];
  return spawn(process.execPath, program, { env: allocator, stdio: ["pipe", "pipe", "ignore"] });
}
