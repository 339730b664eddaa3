import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/** The folder of built pages, built now when something under web/ has changed since. */
export async function buildWeb(): Promise<string> {
  const out = join(root, "dist/web");
  const stamp = join(out, ".stamp");
  const wanted = await fingerprint();
  const known = await readFile(stamp, "utf8").catch(() => "");
  if (known === wanted) return out;
  process.stdout.write("building the web pages …\n");
  // Built beside and then put in place, so that a server which is serving the old pages never finds half of the new ones.
  const beside = join(root, `dist/.web-${process.pid}`);
  const vite = join(root, "node_modules/vite/bin/vite.js");
  // Also when a test starts the server: pages that were built for development register no worker and take twice the phone's time.
  const env = { WEB_OUT: beside, NODE_ENV: "production" };
  await run(process.execPath, [vite, "build", "--logLevel", "error"], env);
  await writeFile(join(beside, ".stamp"), wanted);
  const old = join(root, `dist/.web-old-${process.pid}`);
  await rename(out, old).catch(() => undefined);
  await rename(beside, out);
  await rm(old, { recursive: true, force: true });
  return out;
}

async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  for (const name of ["vite.config.ts", "package-lock.json"]) hash.update(await readFile(join(root, name)));
  for (const folder of ["web", "wire", "api"]) {
    const files = await readdir(join(root, folder), { recursive: true }).catch(() => []);
    for (const file of files.sort()) {
      const path = join(root, folder, file);
      if ((await stat(path)).isFile()) hash.update(file).update(await readFile(path));
    }
  }
  return hash.digest("hex");
}

function run(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "ignore", "inherit"],
    });
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`the web build ended with ${code}`))));
  });
}
