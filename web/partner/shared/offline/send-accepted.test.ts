import { describe, expect, test } from "vitest";
import { ApiProblem } from "../../../shared/api-problem.ts";
import type { AcceptedOffline } from "./kit.ts";
import { type OfflineResult, removeSettled, sendAccepted } from "./send-accepted.ts";
import type { TillStore } from "./till-store.ts";

/** The outside of the queue: a browser's store in memory. */
function aStore(items: AcceptedOffline[]): TillStore & { all(): AcceptedOffline[] } {
  const kept = new Map(items.map((item) => [item.localId, item]));
  return {
    readKit: async () => undefined,
    writeKit: async () => {},
    listAccepted: async () => [...kept.values()],
    putAccepted: async (changed) => changed.forEach((item) => void kept.set(item.localId, item)),
    removeAccepted: async (ids) => ids.forEach((id) => void kept.delete(id)),
    listPhotos: async () => [],
    putPhotos: async () => {},
    removePhotos: async () => {},
    all: () => [...kept.values()],
  };
}

const anItem = (number: number): AcceptedOffline => ({
  ...{ localId: `l${number}`, code: "c", claimId: `claim${number}`, useKey: `u${number}`, kindId: "k", title: "Lunch" },
  ...{ amountFen: 100, offFen: 10, acceptedAt: "2026-11-22T04:00:00Z", clerkId: "clerk" },
});

const redeemed = (item: AcceptedOffline): OfflineResult => ({ localId: item.localId, outcome: "redeemed" });

describe("sending what was accepted without network", () => {
  test("keeps each verdict, and sends nothing twice", async () => {
    const store = aStore([anItem(1), anItem(2)]);
    const sent: string[] = [];
    const send = async (_: string, items: readonly AcceptedOffline[]) => {
      sent.push(...items.map((item) => item.localId));
      return items.map(
        (item): OfflineResult => (item.localId === "l2" ? { ...redeemed(item), outcome: "double" } : redeemed(item)),
      );
    };
    await sendAccepted(store, send);
    await sendAccepted(store, send);
    expect(store.all().map((item) => item.outcome)).toEqual(["redeemed", "double"]);
    expect(sent).toEqual(["l1", "l2"]);
  });

  test("a batch whose answer was lost is repeated unchanged, later ones go in another", async () => {
    const store = aStore([anItem(1)]);
    const tries: { batchId: string; ids: string[] }[] = [];
    const send = async (batchId: string, items: readonly AcceptedOffline[]) => {
      tries.push({ batchId, ids: items.map((item) => item.localId) });
      if (tries.length === 1) throw new TypeError("Failed to fetch");
      return items.map(redeemed);
    };
    await expect(sendAccepted(store, send)).rejects.toThrow("Failed to fetch");
    await store.putAccepted([anItem(2)]);
    await sendAccepted(store, send);
    expect(tries[1]).toEqual(tries[0]);
    expect(tries[2]?.ids).toEqual(["l2"]);
    expect(tries[2]?.batchId).not.toBe(tries[0]?.batchId);
    expect(store.all().every((item) => item.outcome === "redeemed")).toBe(true);
  });

  test("one that the server cannot read is refused alone, the others go through", async () => {
    const store = aStore([anItem(1), anItem(2), anItem(3)]);
    const keys: string[] = [];
    await sendAccepted(store, async (key, items) => {
      keys.push(key);
      const isBad = items.some((item) => item.localId === "l2");
      if (isBad) throw new ApiProblem({ status: 422, code: "http.invalid_request", params: {} });
      return items.map(redeemed);
    });
    expect(store.all().map((item) => item.outcome)).toEqual(["redeemed", "refused", "redeemed"]);
    expect(new Set(keys).size).toBe(4);
  });

  test("a server that is busy or does not know the till leaves everything waiting", async () => {
    for (const status of [401, 429, 503]) {
      const store = aStore([anItem(1)]);
      const send = () => Promise.reject(new ApiProblem({ status, code: "x", params: {} }));
      await expect(sendAccepted(store, send)).rejects.toThrow();
      expect(store.all()[0]?.outcome).toBeUndefined();
    }
  });

  test("what is settled, read and a week old is removed; what waits is never", async () => {
    const later = Date.parse(anItem(1).acceptedAt) + 8 * 86_400_000;
    const settled = { ...anItem(1), outcome: "redeemed" } as const;
    const unread = { ...anItem(2), outcome: "double" } as const;
    const store = aStore([settled, unread, { ...unread, localId: "l3", seen: true }, anItem(4)]);
    await removeSettled(store, later - 2 * 86_400_000);
    expect(store.all()).toHaveLength(4);
    await removeSettled(store, later);
    expect(store.all().map((item) => item.localId)).toEqual(["l2", "l4"]);
  });

  test("what the server did not answer for stays waiting", async () => {
    const store = aStore([anItem(1)]);
    await sendAccepted(store, async () => []);
    expect(store.all()[0]?.outcome).toBeUndefined();
  });
});
