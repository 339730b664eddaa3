import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { chunksFrom, type Manifest, readManifest } from "../web/build/manifest.ts";

/** Scripts that a page may load in all, in bytes after gzip: what a mid-range phone on a patchy network has in a second. */
export const budget = 200 * 1024;

const entrance = "member/index.html";

/** The pages that are opened in a hurry, by the source file of their route. */
export const hurriedPages = {
  home: undefined,
  grab: "member/app/pages/release-page.tsx",
  code: "member/app/pages/code-page.tsx",
  voucher: "member/app/pages/voucher-page.tsx",
} as const;

/** Size after gzip of every script that opening one page loads: the entrance's first ones and the route's. */
export function scriptBytes(manifest: Manifest, route: string | undefined, sizeOf: (file: string) => number): number {
  const keys = chunksFrom(manifest, entrance, { lazy: false });
  if (route !== undefined) for (const key of chunksFrom(manifest, route, { lazy: false })) keys.add(key);
  const files = new Set(Array.from(keys, (key) => manifest[key]?.file ?? ""));
  return Array.from(files)
    .filter((file) => file.endsWith(".js"))
    .reduce((sum, file) => sum + sizeOf(file), 0);
}

/** Prints the sizes of a build; gives the names of the pages beyond the budget. */
export function checkBudget(folder: string): string[] {
  const manifest = readManifest(folder);
  const sizeOf = (file: string) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;
  const sizes = Object.entries(hurriedPages).map(([page, route]) => ({
    page,
    bytes: scriptBytes(manifest, route, sizeOf),
  }));
  for (const { page, bytes } of sizes) {
    console.log(`${page.padEnd(8)} ${(bytes / 1024).toFixed(1).padStart(6)} KB of ${budget / 1024} KB`);
  }
  return sizes.filter(({ bytes }) => bytes > budget).map(({ page }) => page);
}

if (import.meta.main) {
  const folder = resolve(process.argv[2] ?? join(import.meta.dirname, "../dist/web"));
  const beyond = checkBudget(folder);
  if (beyond.length > 0) {
    console.error(`too much script: ${beyond.join(", ")}`);
    process.exitCode = 1;
  }
}
