import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One file of Vite's manifest, as much of it as is read here. */
export interface ManifestChunk {
  file: string;
  css?: string[];
  assets?: string[];
  imports?: string[];
  dynamicImports?: string[];
}

export type Manifest = Record<string, ManifestChunk>;

/** Reads the manifest that the build left in `folder`. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, ".vite/manifest.json"), "utf8")) as Manifest;
}

/** Keys of the chunks that load together with `start`: itself and what it imports, and later parts too when asked. */
export function chunksFrom(manifest: Manifest, start: string, { lazy }: { lazy: boolean }): Set<string> {
  const seen = new Set<string>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`the build has no ${key}`);
    if (seen.has(key)) return;
    seen.add(key);
    for (const next of chunk.imports ?? []) visit(next);
    if (lazy) for (const next of chunk.dynamicImports ?? []) visit(next);
  };
  visit(start);
  return seen;
}

/** All files that an entrance may ever load, style sheets and pictures included. */
export function filesOf(manifest: Manifest, start: string): Set<string> {
  const files = new Set<string>();
  for (const key of chunksFrom(manifest, start, { lazy: true })) {
    const chunk = manifest[key];
    if (chunk === undefined) continue;
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
  }
  return files;
}
