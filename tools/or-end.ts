import { Problem } from "../server/kernel/problem.ts";
import { StartupError } from "../server/kernel/startup-error.ts";

/** Runs a command; what a person can mend is told in one line, anything else with its trace. The exit code is then 1. */
export async function orEnd(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const expected = error instanceof StartupError || error instanceof Problem;
    process.stderr.write(`${expected ? (error as Error).message : String((error as Error).stack ?? error)}\n`);
    process.exitCode = 1;
  }
}
