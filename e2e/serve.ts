/** The server of the journeys: `node server/main.ts` on a fresh data folder, which is removed at the end. */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const dataDir = await mkdtemp(join(tmpdir(), "gonghui-e2e-"));
const child = spawn(process.execPath, [join(import.meta.dirname, "../server/main.ts")], {
  env: { ...process.env, DATA_DIR: dataDir },
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill("SIGTERM"));
child.once("exit", async (code) => {
  await rm(dataDir, { recursive: true, force: true });
  process.exit(code ?? 1);
});
