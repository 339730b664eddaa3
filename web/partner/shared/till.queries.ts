import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../shared/api.ts";
import { ApiProblem } from "../../shared/api-problem.ts";
import type { TillMe } from "../../shared/api-types/index.ts";
import { safeStorage } from "../../shared/safe-storage.ts";
import { keepShutOut, keepTill, readKeptTill, tillWithoutNetwork } from "./kept-till.ts";

/** The till as last known; `away` while the server cannot be reached and the till goes on by itself. */
export type TillNow = TillMe & { away: boolean };

const storage = safeStorage("localStorage");
const lookEvery = { here: 60_000, away: 15_000 } as const;

/** This till: its store, its clerks, who works at it now. Shown at once as it was kept, and without network so all day. */
export const tillQuery = queryOptions({
  queryKey: ["till"],
  queryFn: ({ signal }) => askTill(signal),
  placeholderData: () => asKept(false),
  staleTime: 60_000,
  refetchInterval: ({ state }) => (state.data?.away ? lookEvery.away : lookEvery.here),
});

async function askTill(signal: AbortSignal): Promise<TillNow> {
  try {
    // Locked while the server was away: it hears of that before it is asked who is in.
    if (readKeptTill()?.locked) await unwrap(api.POST("/api/till/clerk/leave", { signal }));
    const till = await unwrap(api.GET("/api/till/me", { signal }));
    // Somebody has locked the till or come in while this was read: it knows nothing of that.
    if (!signal.aborted) keepTill(till);
    return { ...till, away: false };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    if (error.status === 401) keepShutOut();
    const kept = error.isTemporary ? asKept(true) : undefined;
    if (kept) return kept;
    throw error;
  }
}

function asKept(away: boolean): TillNow | undefined {
  const till = tillWithoutNetwork();
  return till && { ...till, away };
}

const demoKey = "gonghui.till-demo";

/** What this installation is: whether it is a demo; a demo says so without network too. */
export const metaQuery = queryOptions({
  queryKey: ["meta"],
  queryFn: async ({ signal }) => {
    try {
      const { demo } = await unwrap(api.GET("/api/meta", { signal }));
      storage.setItem(demoKey, String(demo));
      return { demo };
    } catch (error) {
      const kept = storage.getItem(demoKey);
      if (kept === null) throw error;
      return { demo: kept === "true" };
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
});

/** What this till's store took today. */
export const todayQuery = queryOptions({
  queryKey: ["till", "today"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/till/redemptions", { params: { query: {} }, signal })),
  staleTime: 0,
});

/** What this merchant's tills accepted without network and the server could not redeem, newest first. */
export const discrepanciesQuery = queryOptions({
  queryKey: ["till", "discrepancies"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/till/discrepancies", { params: { query: { limit: 20 } }, signal })),
  staleTime: 0,
});

/** Goods of the promotion that this store may add to a bill. */
export const tillGoodsQuery = queryOptions({
  queryKey: ["till", "goods"],
  queryFn: async ({ signal }) => (await unwrap(api.GET("/api/till/goods", { signal }))).items,
  staleTime: 60_000,
});
