import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
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
  await run(process.execPath, [join(root, "node_modules/vite/bin/vite.js"), "build", "--logLevel", "warn"]);
  await writeFile(stamp, wanted);
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

function run(command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`the web build ended with ${code}`))));
  });
}
