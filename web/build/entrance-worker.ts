import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { type Entrance, entrances } from "./entrances.ts";
import { filesOf, readManifest } from "./manifest.ts";

/** Entrances that open without network, with the files they need beside those of the build, which keep their names. */
export const offlineEntrances = {
  partner: ["icon.svg", "partner.webmanifest"],
  door: ["icon.svg", "door.webmanifest"],
} as const satisfies Partial<Record<Entrance, readonly string[]>>;

export type OfflineEntrance = keyof typeof offlineEntrances;

/** What the build makes of the worker's source; each entrance gets its own copy, with its facts. */
export const workerFile = "entrance-worker.js";

/** Tells each entrance's service worker which files to keep, once all of them have their names. */
export function entranceWorkers(output: string, present: readonly OfflineEntrance[]): Plugin {
  return {
    name: "gonghui-entrance-workers",
    apply: "build",
    closeBundle() {
      const source = join(output, workerFile);
      // A build that failed closes too; its own error is what matters then.
      if (!existsSync(source)) return;
      const script = readFileSync(source, "utf8");
      if (/^(import|export)\b/m.test(script)) throw new Error("the worker must be one file without imports");
      for (const entrance of present) writeWorker(output, entrance, script);
      rmSync(source);
    },
  };
}

/** The server allows each worker the scope of its entrance. */
function writeWorker(output: string, entrance: OfflineEntrance, script: string): void {
  const page = `${entrance}/index.html`;
  const files = [page, ...offlineEntrances[entrance], ...filesOf(readManifest(output), page)];
  // The server shows the page at the entrance's address.
  const paths = files.map((file) => (file === page ? entrances[entrance] : `/${file}`)).sort();
  const version = hashOf(script, ...files.map((file) => readFileSync(join(output, file))));
  const facts = { ENTRANCE: entrances[entrance], ENTRANCE_FILES: paths, ENTRANCE_VERSION: version };
  const lines = Object.entries(facts).map(([name, value]) => `const ${name}=${JSON.stringify(value)};`);
  writeFileSync(join(output, entrance, "sw.js"), `${lines.join("")}\n${script}`);
}

function hashOf(...parts: (string | Buffer)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex").slice(0, 12);
}
