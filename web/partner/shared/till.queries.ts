import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../shared/api.ts";
import { ApiProblem } from "../../shared/api-problem.ts";
import type { TillMe } from "../../shared/api-types/index.ts";
import { readKept, safeStorage } from "../../shared/safe-storage.ts";

const storageKey = "gonghui.till";
const storage = safeStorage("localStorage");
const isTill = (value: unknown): value is TillMe => typeof value === "object" && value !== null && "store" in value;

/** This till: its store, its clerks, who works at it now. Without network, as it was last known. */
export const tillQuery = queryOptions({
  queryKey: ["till"],
  queryFn: async ({ signal }) => {
    try {
      const till = await unwrap(api.GET("/api/till/me", { signal }));
      storage.setItem(storageKey, JSON.stringify(till));
      return till;
    } catch (error) {
      const kept = readKept(storage, storageKey, isTill);
      if (error instanceof ApiProblem && error.isTemporary && kept) return kept;
      throw error;
    }
  },
  staleTime: 60_000,
});

/** What this installation is: whether it is a demo. */
export const metaQuery = queryOptions({
  queryKey: ["meta"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/meta", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

/** What this till took today. */
export const todayQuery = queryOptions({
  queryKey: ["till", "today"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/till/redemptions", { params: { query: {} }, signal })),
  staleTime: 0,
});
