import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { filesOf, readManifest } from "../web/build/manifest.ts";

/**
 * What Chromium 86 or Safari 14 lack and no compiler adds: calls that would fail there, and style rules that would be
 * dropped. Syntax is the compiler's business (build.target in vite.config.ts). Sources: MDN's compatibility tables.
 */
const missing: Record<string, RegExp> = {
  "Array/String.at": /\.at\(-?\d/,
  structuredClone: /\bstructuredClone\(/,
  "crypto.randomUUID": /\brandomUUID\(/,
  "Object.hasOwn": /\bObject\.hasOwn\(/,
  "Array.findLast": /\.findLast(Index)?\(/,
  "copying array methods": /\.to(Sorted|Reversed|Spliced)\(/,
  "Object/Map.groupBy": /\b(Object|Map)\.groupBy\(/,
  "AbortSignal.timeout/any": /\bAbortSignal\.(timeout|any)\(/,
  "Promise.withResolvers": /\bPromise\.withResolvers\(/,
  "URL.canParse": /\bURL\.canParse\(/,
  "look-behind in a pattern": /\(\?<[=!]/,
  "dateStyle or timeStyle": /\b(date|time)Style:/,
  "class static block": /\bstatic\{/,
};

const missingInStyles: Record<string, RegExp> = {
  "gap in flex boxes": /display:(inline-)?flex[^}]*[;{]gap:|[;{]gap:[^}]*display:(inline-)?flex/,
  inset: /[;{]inset:/,
  "aspect-ratio": /[;{]aspect-ratio:/,
  ":has()": /:has\(/,
  ":is() or :where()": /:(is|where)\(/,
  "small and dynamic viewport units": /\d[sdl]v[hw]\b/,
  "color-mix()": /color-mix\(/,
};

/** What one file uses that the oldest browsers lack. */
export function tooNew(name: string, text: string): string[] {
  const rules = name.endsWith(".css") ? missingInStyles : missing;
  return Object.keys(rules).filter((what) => rules[what]?.test(text));
}

if (import.meta.main) {
  const folder = resolve(process.argv[2] ?? join(import.meta.dirname, "../dist/web"));
  const own = filesOf(readManifest(folder), "member/index.html");
  const worker = readdirSync(folder).filter((file) => /^(sw|workbox-.*)\.js$/.test(file));
  const found = [...own, ...worker]
    .filter((file) => /\.(js|css)$/.test(file))
    .flatMap((file) => tooNew(file, readFileSync(join(folder, file), "utf8")).map((what) => `${file}: ${what}`));
  for (const line of found) console.error(line);
  console.log(`${own.size + worker.length} files looked through, ${found.length} too new for Chromium 86 or Safari 14`);
  if (found.length > 0) process.exitCode = 1;
}
