/** The server of the trial behind nginx: a fresh demo union with an https address of its own. Both end together. */
import { type ChildProcess, spawn } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { host, nginxConfig, nginxPath, trialOf } from "./trial.ts";

const trial = trialOf();
const config = join(trial.folder, "nginx.conf");
await writeFile(config, nginxConfig(trial));

const children: ChildProcess[] = [
  spawn(process.execPath, [join(import.meta.dirname, "../../server/main.ts")], {
    env: {
      ...process.env,
      DATA_DIR: join(trial.folder, "data"),
      PORT: String(trial.serverPort),
      PUBLIC_URL: `https://${host}:${trial.httpsPort}`,
      TRUST_PROXY: "127.0.0.1",
    },
    stdio: "inherit",
  }),
  spawn(nginxPath(), ["-c", config], { stdio: "inherit" }),
];
const end = () => {
  for (const child of children) child.kill("SIGTERM");
};
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, end);
for (const child of children) child.once("exit", end);
await Promise.all(children.map((child) => new Promise((resolve) => child.once("exit", resolve))));
await rm(trial.folder, { recursive: true, force: true });
