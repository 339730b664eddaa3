import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { api, unwrap } from "../../shared/api.ts";
import { ApiProblem } from "../../shared/api-problem.ts";
import { serverClock } from "../../shared/clock.ts";
import type { Door, HolderList, LetIn } from "./door.types.ts";
import { doorStore } from "./door-store.ts";
import { isWaiting, removeSettled, sendLetIn } from "./send-let-in.ts";

const lookEvery = 15_000;
const keysEvery = 5 * 60_000;
const sendEvery = 10_000;

/** What was read, and whether it is what the phone has kept because the server cannot be reached. */
export interface Kept<T> {
  value: T;
  away: boolean;
}

/** Asks the server and keeps the answer; without an answer gives what was kept, and says so. */
async function askOrKept<T>(
  ask: () => Promise<T>,
  keep: (value: T) => Promise<void>,
  kept: () => Promise<T | undefined>,
) {
  try {
    const value = await ask();
    await keep(value);
    return { value, away: false };
  } catch (error) {
    if (!(error instanceof ApiProblem) || !error.isTemporary) throw error;
    const value = await kept();
    if (value === undefined) throw error;
    return { value, away: true };
  }
}

/** This door and the sessions of its hall today; without network as it was last told. */
export const doorQuery = queryOptions({
  queryKey: ["door"],
  queryFn: ({ signal }): Promise<Kept<Door>> =>
    askOrKept(
      () => unwrap(api.GET("/api/door", { signal })),
      (door) => doorStore.keepDoor(door),
      () => doorStore.readDoor(),
    ),
  refetchInterval: lookEvery,
  networkMode: "always",
  retry: false,
});

/** Who may come in to a session; without network as it was last told. */
export const listQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["door", "list", sessionId],
    queryFn: ({ signal }): Promise<Kept<HolderList>> =>
      askOrKept(
        () => unwrap(api.GET("/api/door/sessions/{sessionId}/holders", { params: { path: { sessionId } }, signal })),
        (list) => doorStore.keepList(list),
        () => doorStore.readList(sessionId),
      ),
    refetchInterval: lookEvery,
    networkMode: "always",
    retry: false,
  });

/** Whom codes are trusted from. */
export const keysQuery = queryOptions({
  queryKey: ["door", "keys"],
  queryFn: ({ signal }) =>
    askOrKept(
      async () => {
        const { keys, revoked } = await unwrap(api.GET("/api/codes/keys", { signal }));
        return { keys, revoked };
      },
      (keys) => doorStore.keepKeys(keys),
      () => doorStore.readKeys(),
    ),
  refetchInterval: keysEvery,
  networkMode: "always",
  retry: false,
});

const letInKey = ["door", "let-in"];

/** What this phone let in without network: everything it still keeps. */
export const useLetIn = (): LetIn[] =>
  useQuery({ queryKey: letInKey, queryFn: () => doorStore.listLetIn(), networkMode: "always" }).data ?? [];

/** Reads again what this phone has let in; for whoever has just changed it. */
export function useLetInChanged() {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: letInKey }), [client]);
}

let sending: Promise<void> | undefined;

/** Sends what waits as soon as there is a network, and when it is asked to. Used once, by the frame. */
export function useSending() {
  const client = useQueryClient();
  const changed = useLetInChanged();
  const send = useCallback(async () => {
    sending ??= sendLetIn(doorStore, sendItems).finally(() => {
      sending = undefined;
    });
    try {
      await sending;
    } finally {
      await changed();
      void client.invalidateQueries({ queryKey: ["door"] });
    }
  }, [client, changed]);
  useEffect(() => {
    const quietly = async () => {
      const waits = (await doorStore.listLetIn()).some(isWaiting);
      // Still no network: the next round tries again, and the page says how many wait.
      if (waits) await send().catch(() => undefined);
    };
    void quietly();
    void removeSettled(doorStore, serverClock.now());
    const timer = setInterval(quietly, sendEvery);
    window.addEventListener("online", quietly);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", quietly);
    };
  }, [send]);
  return send;
}

async function sendItems(items: readonly LetIn[]) {
  const entries = items.map(({ localId, sessionId, claimId, by, code, enteredAt }) => ({
    ...{ localId, sessionId, claimId, by, enteredAt },
    ...(code === undefined ? {} : { code }),
  }));
  return (await unwrap(api.POST("/api/door/sync", { body: { entries } }))).items;
}

/** What this installation is: a demo says so on every page; without network nothing is said of it. */
export const metaQuery = queryOptions({
  queryKey: ["meta"],
  queryFn: async ({ signal }) => ({ demo: (await unwrap(api.GET("/api/meta", { signal }))).demo }),
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});
