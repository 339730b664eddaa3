import { existsSync } from "node:fs";
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { entranceWorkers, type OfflineEntrance, offlineEntrances, workerFile } from "./web/build/entrance-worker.ts";
import { type Entrance, entranceFallback, entrances } from "./web/build/entrances.ts";
import { memberWorker } from "./web/build/member-worker.ts";
import { tokensPlugin } from "./web/build/tokens-plugin.ts";

const web = resolve(import.meta.dirname, "web");
const output = resolve(import.meta.dirname, process.env.WEB_OUT ?? "dist/web");

// ENTRANCES=member builds one of them alone, while working on it.
const wanted = process.env.ENTRANCES?.split(",") ?? Object.keys(entrances);
const present = (Object.keys(entrances) as Entrance[]).filter(
  (name) => wanted.includes(name) && existsSync(resolve(web, name, "index.html")),
);

// Tills and doors must open without network: their worker is built with their pages, as one file with a name that stays.
const offline = (Object.keys(offlineEntrances) as OfflineEntrance[]).filter((name) => present.includes(name));
const workers = offline.length > 0 ? { "entrance-worker": resolve(web, "shared/worker/entrance-worker.ts") } : {};

/** Files of one entrance lie in its own folder, what several share in `shared`. */
function folderOf(modules: readonly string[]): string {
  const owners = new Set(modules.map((id) => present.find((name) => id.includes(`/web/${name}/`)) ?? "shared"));
  owners.delete("shared");
  const [only] = owners;
  return owners.size === 1 && only !== undefined ? only : "shared";
}

export default defineConfig({
  root: web,
  publicDir: resolve(web, "public"),
  plugins: [
    react(),
    tokensPlugin(),
    entranceFallback(),
    memberWorker(output),
    ...(offline.length > 0 ? [entranceWorkers(output, offline)] : []),
  ],
  build: {
    outDir: output,
    emptyOutDir: true,
    // The oldest kernels that members still carry: Chromium 86 (WeChat on old Android) and Safari 14.
    target: ["chrome86", "safari14"],
    cssTarget: ["chrome86", "safari14"],
    manifest: true,
    // Pictures stay files: an inlined one would be loaded with the script by everybody.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { ...Object.fromEntries(present.map((name) => [name, resolve(web, name, "index.html")])), ...workers },
      output: {
        entryFileNames: ({ name }) => (name in workers ? workerFile : `assets/${name}/[name]-[hash].js`),
        chunkFileNames: (chunk) => `assets/${folderOf(chunk.moduleIds)}/[name]-[hash].js`,
        assetFileNames: ({ originalFileNames }) => {
          const owner = originalFileNames[0] === undefined ? "shared" : folderOf([`/web/${originalFileNames[0]}`]);
          return `assets/${owner}/[name]-[hash][extname]`;
        },
      },
    },
  },
  server: { proxy: { "/api": `http://127.0.0.1:${process.env.PORT ?? 3000}` } },
});
