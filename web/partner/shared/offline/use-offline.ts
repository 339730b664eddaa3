import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { api, unwrap } from "../../../shared/api.ts";
import { serverClock } from "../../../shared/clock.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { discrepanciesQuery, tillQuery, todayQuery } from "../till.queries.ts";
import { isWaiting } from "./judge-offline.ts";
import type { AcceptedOffline, OfflineKit } from "./kit.ts";
import { removeSettled, type SendBatch, sendAccepted } from "./send-accepted.ts";
import { indexedDbTillStore } from "./till-store.ts";

/** The one store of this till. */
export const tillStore = indexedDbTillStore();

const kitEvery = 5 * 60_000;
const sendEvery = 20_000;
const acceptedKey = ["offline", "accepted"];
const kitKey = ["offline", "kit"];

const sendBatch: SendBatch = async (batchId, items) => {
  const accepted = items.map(({ code, amountFen, acceptedAt, clerkId, localId, receipt }) => ({
    ...{ code, amountFen, acceptedAt, clerkId, localId },
    ...(receipt === undefined ? {} : { receipt }),
  }));
  const params = { header: { "idempotency-key": batchId } };
  return (await unwrap(api.POST("/api/till/offline", { params, body: { accepted } }))).results;
};

/** What this till accepted without network: everything it still keeps. */
export function useAccepted() {
  return useQuery({
    queryKey: acceptedKey,
    queryFn: () => tillStore.listAccepted(),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What this till may accept without network, as last told; undefined when nothing is kept for this very till. */
export function useKit(): OfflineKit | undefined {
  const tillId = useQuery(tillQuery).data?.till.id;
  const kept = useQuery({ queryKey: kitKey, queryFn: async () => (await tillStore.readKit()) ?? null }).data;
  return kept && kept.tillId === tillId ? kept : undefined;
}

/** Keeps the kit fresh and sends what waits, as soon as there is a network again. Used once, by the frame. */
export function useOfflineUpkeep() {
  const client = useQueryClient();
  const tillId = useQuery(tillQuery).data?.till.id ?? "";
  useQuery({
    queryKey: ["offline", "fresh-kit", tillId],
    queryFn: async () => {
      await refreshKit(tillId);
      await client.invalidateQueries({ queryKey: kitKey });
      return null;
    },
    enabled: tillId !== "",
    refetchInterval: kitEvery,
    refetchOnReconnect: "always",
    staleTime: kitEvery,
    retry: false,
  });
  const sending = useRef<Promise<void>>(undefined);
  const send = useCallback(async () => {
    sending.current ??= sendAccepted(tillStore, sendBatch).finally(() => {
      sending.current = undefined;
    });
    try {
      await sending.current;
    } finally {
      await client.invalidateQueries({ queryKey: acceptedKey });
      void client.invalidateQueries({ queryKey: todayQuery.queryKey });
      void client.invalidateQueries({ queryKey: discrepanciesQuery.queryKey });
    }
  }, [client]);
  useEffect(() => {
    const quietly = async () => {
      // Still no network: the next round tries again, and the bar says how many wait.
      if ((await tillStore.listAccepted()).some(isWaiting)) await send().catch(() => undefined);
    };
    void quietly();
    void removeSettled(tillStore, serverClock.now());
    const timer = setInterval(quietly, sendEvery);
    window.addEventListener("online", quietly);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", quietly);
    };
  }, [send]);
  return send;
}

async function refreshKit(tillId: string): Promise<void> {
  const [{ keys, revoked }, marks] = await Promise.all([
    unwrap(api.GET("/api/codes/keys")),
    unwrap(api.GET("/api/till/offline/marks")),
  ]);
  const validUntil = Date.parse(marks.validUntil);
  await tillStore.writeKit({ tillId, keys, revoked, kinds: marks.kinds, validUntil });
}

/** Keeps one as accepted, and gives the till's own number of it; only when this has resolved is it safe. */
export function useAccept() {
  const client = useQueryClient();
  return async (item: Omit<AcceptedOffline, "localId">): Promise<string> => {
    const localId = randomUuid();
    await tillStore.putAccepted([{ ...item, localId }]);
    await client.invalidateQueries({ queryKey: acceptedKey });
    return localId;
  };
}
