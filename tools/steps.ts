import { spawn } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/**
 * What node has compiled once it reads from here: the steps start several hundred processes that load the same server, each of
 * which would strip its types and compile it anew.
 */
const compiled = join(root, "node_modules/.cache/node");

export interface StepResult {
  ok: boolean;
  output: string;
  seconds: number;
}

/** Runs one step with our own node, showing what it prints; gives its output as well. */
export function step(title: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<StepResult> {
  const started = performance.now();
  process.stdout.write(`\n▶ ${title}\n`);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...args], {
      cwd: root,
      env: { NODE_COMPILE_CACHE: compiled, ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const show = (chunk: Buffer) => {
      output += chunk.toString();
      process.stdout.write(chunk);
    };
    child.stdout.on("data", show);
    child.stderr.on("data", show);
    child.once("close", (code) => resolve({ ok: code === 0, output, seconds: (performance.now() - started) / 1000 }));
  });
}

/** The program of an installed package. */
export const bin = (path: string) => join(root, "node_modules", path);
