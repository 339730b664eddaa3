/** `npm run dev`: the server and the web pages, both reloading when something changes. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { bin } from "./steps.ts";

const root = join(import.meta.dirname, "..");
const port = process.env.PORT ?? "3000";
const children = [
  spawn(process.execPath, ["--watch-path=server", "--watch-path=wire", "server/main.ts"], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PORT: port },
  }),
  spawn(process.execPath, [bin("vite/bin/vite.js"), "--port", "5173"], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PORT: port },
  }),
];
const stop = () => {
  for (const child of children) child.kill("SIGTERM");
};
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
for (const child of children) child.once("exit", stop);
