/// The service worker of tills and doors: they open in the morning, or in a cellar, also when the network is away.
import { answerOf } from "./answer.rules.ts";
import { networkFirst } from "./network-first.ts";

// The page's types do not know a worker's global scope, and the worker's types contradict the page's.
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asking extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: "install" | "activate", hear: (event: Lasting) => void): void;
  addEventListener(name: "fetch", hear: (event: Asking) => void): void;
  addEventListener(name: "message", hear: (event: MessageEvent) => void): void;
}
const worker = globalThis as unknown as WorkerScope;

/** Filled in by the build for each entrance: where it lies, the paths to keep, and a name that changes with any of them. */
declare const ENTRANCE: string;
declare const ENTRANCE_FILES: readonly string[];
declare const ENTRANCE_VERSION: string;

const family = `gonghui-${ENTRANCE.slice(1)}-`;
const cacheName = family + ENTRANCE_VERSION;
const own = { origin: location.origin, page: ENTRANCE, files: new Set(ENTRANCE_FILES) };

worker.addEventListener("install", (event) => event.waitUntil(install()));

worker.addEventListener("activate", (event) => event.waitUntil(removeOlder().then(() => worker.clients.claim())));

// A new version waits until the page says that nobody is being served.
worker.addEventListener("message", ({ data }) => {
  if (data === "take-over") void worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const answer = answerOf(request, own);
  if (answer === "page") event.respondWith(networkFirst(request, () => kept(ENTRANCE)));
  if (answer === "file") event.respondWith(kept(new URL(request.url).pathname).then((file) => file ?? fetch(request)));
});

/** All or nothing: half a page is none. Files whose name carries their hash are taken from the version before. */
async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  await Promise.all(
    ENTRANCE_FILES.map(async (path) => {
      const before = path.startsWith("/assets/") ? await caches.match(path) : undefined;
      const file = before ?? (await fetch(path, { cache: path.startsWith("/assets/") ? "default" : "reload" }));
      if (!file.ok) throw new Error(`${path} answers ${file.status}`);
      await cache.put(path, file);
    }),
  );
}

async function removeOlder(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(family) && name !== cacheName);
  await Promise.all(names.map((name) => caches.delete(name)));
}

const kept = async (path: string): Promise<Response | undefined> => (await caches.open(cacheName)).match(path);
