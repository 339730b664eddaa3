import type { Plugin } from "vite";

/** Each entrance is a folder of web/ with an index.html, and the path under which the server shows it. */
export const entrances = {
  member: "/",
  console: "/console",
  partner: "/partner",
  plaque: "/plaque",
  door: "/door",
} as const;

export type Entrance = keyof typeof entrances;

/** The entrance that answers a path: the longest that fits, the member's otherwise. The play space has the same ones below /play. */
export function entranceOf(address: string): Entrance {
  const path = address.replace(/^\/play(?=\/|$)/, "");
  const below = (Object.entries(entrances) as [Entrance, string][]).filter(([name]) => name !== "member");
  return below.find(([, start]) => path === start || path.startsWith(`${start}/`))?.[0] ?? "member";
}

/** While developing: pages of each entrance fall back to its index.html, as they do on the real server. */
export function entranceFallback(): Plugin {
  return {
    name: "gonghui-entrances",
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const path = (request.url ?? "/").split("?")[0] ?? "/";
        const isPage = request.headers.accept?.includes("text/html") === true;
        const isOurs = !/^\/(api|@|node_modules|healthz|readyz|metrics)/.test(path) && !/\.\w+$/.test(path);
        if (request.method === "GET" && isPage && isOurs) request.url = `/${entranceOf(path)}/index.html`;
        next();
      });
    },
  };
}
