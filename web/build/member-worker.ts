import type { Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { palette } from "../shared/tokens.ts";
import { entrances } from "./entrances.ts";
import { filesOf, readManifest } from "./manifest.ts";

/**
 * The member's service worker: keeps the app shell so that it opens without network. It keeps no answer of the server
 * (what a member has seen lies in the browser's own storage) and answers nothing of the other entrances. `output` is the folder of the whole build.
 */
export function memberWorker(output: string): Plugin[] {
  return VitePWA({
    registerType: "autoUpdate",
    injectRegister: false,
    includeManifestIcons: false,
    outDir: output,
    manifest: {
      name: "工汇",
      short_name: "工汇",
      lang: "zh-CN",
      start_url: "/",
      scope: "/",
      display: "standalone",
      theme_color: palette.red,
      background_color: palette.page,
      icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" }],
    },
    workbox: {
      globDirectory: output,
      globPatterns: ["member/index.html", "assets/**/*.{js,css,svg,woff2}", "icon.svg"],
      cleanupOutdatedCaches: true,
      clientsClaim: true,
      skipWaiting: true,
      sourcemap: false,
      navigateFallback: "/",
      navigateFallbackDenylist: [
        ...Object.values(entrances)
          .filter((path) => path !== "/")
          .map((path) => new RegExp(`^${path}(/|$)`)),
        /^\/(play|screen|api)(\/|$)/,
        /^\/(healthz|readyz|metrics)$/,
      ],
      runtimeCaching: [],
      manifestTransforms: [
        (entries) => {
          const own = filesOf(readManifest(output), "member/index.html");
          const kept = entries.filter((entry) => !entry.url.startsWith("assets/") || own.has(entry.url));
          // The server shows the member's page at the root.
          const manifest = kept.map((entry) => ({
            ...entry,
            url: entry.url === "member/index.html" ? "/" : `/${entry.url}`,
          }));
          return { manifest, warnings: [] };
        },
      ],
    },
  });
}
