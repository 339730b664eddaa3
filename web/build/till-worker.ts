import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { filesOf, readManifest } from "./manifest.ts";

/** Where the till's worker lies in the build; the server allows it the scope /partner. */
export const tillWorkerFile = "partner/sw.js";

const page = "partner/index.html";
/** Not in the manifest of the build: they keep their names. */
const named = ["icon.svg", "partner.webmanifest", "till-192.png", "till-512.png", "till-maskable-512.png"];

/** Tells the till's service worker which files to keep, once all of them have their names. */
export function tillWorker(output: string): Plugin {
  return {
    name: "gonghui-till-worker",
    apply: "build",
    closeBundle() {
      const files = [page, ...named, ...filesOf(readManifest(output), page)];
      // The server shows the page at the entrance's address.
      const paths = files.map((file) => (file === page ? "/partner" : `/${file}`)).sort();
      const path = join(output, tillWorkerFile);
      const script = readFileSync(path, "utf8");
      if (/^(import|export)\b/m.test(script)) throw new Error("the till's worker must be one file without imports");
      const version = hashOf(script, ...files.map((file) => readFileSync(join(output, file))));
      const facts = `const TILL_FILES=${JSON.stringify(paths)};const TILL_VERSION=${JSON.stringify(version)};\n`;
      writeFileSync(path, facts + script);
    },
  };
}

function hashOf(...parts: (string | Buffer)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex").slice(0, 12);
}
