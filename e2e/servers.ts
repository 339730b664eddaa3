import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { urlOf } from "./ports.ts";

/** Everything of one run; the union that all its servers begin with lies in `demo`. */
const root = join(tmpdir(), `gonghui-e2e-${process.env.E2E_PORT}`);
export const demo = join(root, "demo");

export interface Server {
  stop(): Promise<void>;
}

/** Starts the server as `npm start` does, on a copy of the demo union; resolves when it serves. */
export async function startServer(port: number): Promise<Server> {
  const dataDir = join(root, String(port));
  execFileSync("cp", ["-a", demo, dataDir]);
  const child = spawn(process.execPath, ["--max-semi-space-size=64", join(import.meta.dirname, "../server/main.ts")], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port) },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    }
    rmSync(dataDir, { recursive: true, force: true });
  };
  await ready(child, port).catch(async (error) => {
    await stop();
    throw error;
  });
  return { stop };
}

async function ready(child: ChildProcess, port: number): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`${urlOf(port)}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`the server at ${port} ended with ${child.exitCode}`);
}

export const removeAll = (): void => rmSync(root, { recursive: true, force: true });
