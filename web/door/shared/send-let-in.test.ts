import { expect, test } from "vitest";
import type { LetIn, SyncedItem } from "./door.types.ts";
import type { DoorStore } from "./door-store.ts";
import { removeSettled, sendLetIn } from "./send-let-in.ts";

/** The outside of the queue: a browser's store in memory. */
function aStore(items: LetIn[]): Pick<DoorStore, "listLetIn" | "putLetIn" | "removeLetIn"> & { all(): LetIn[] } {
  const kept = new Map(items.map((item) => [item.localId, item]));
  return {
    listLetIn: async () => [...kept.values()],
    putLetIn: async (changed) => changed.forEach((item) => void kept.set(item.localId, item)),
    removeLetIn: async (ids) => ids.forEach((id) => void kept.delete(id)),
    all: () => [...kept.values()],
  };
}
const at = "2026-11-22T04:00:00Z";
const anItem = (number: number): LetIn => ({
  ...{ localId: `l${number}`, sessionId: "s", claimId: `c${number}`, seat: null, name: "张*三", by: "list" },
  enteredAt: at,
});
const verdict = ({ localId, claimId }: LetIn, outcome: SyncedItem["outcome"]): SyncedItem =>
  ({ localId, claimId, outcome, seat: null, name: "张*三" }) as SyncedItem;

test("what waits is sent once, and each keeps what the server said of it", async () => {
  const store = aStore([anItem(1), anItem(2)]);
  const sent: string[] = [];
  const send = async (items: readonly LetIn[]) => {
    sent.push(...items.map((item) => item.localId));
    const first = { at, door: "东门" };
    return items.map((item) =>
      item.localId === "l2" ? { ...verdict(item, "double"), first } : verdict(item, "entered"),
    );
  };
  await sendLetIn(store, send);
  await sendLetIn(store, send);
  expect(sent).toEqual(["l1", "l2"]);
  expect(store.all()).toMatchObject([{ outcome: "entered" }, { outcome: "double", first: { door: "东门" } }]);
});

test("without an answer everything waits on", async () => {
  const store = aStore([anItem(1)]);
  await expect(sendLetIn(store, () => Promise.reject(new TypeError("no network")))).rejects.toThrow();
  expect(store.all()[0]?.outcome).toBeUndefined();
});

test("what was settled a day ago goes; what waits, or was not read, stays", async () => {
  const old = Date.parse(at) + 25 * 3_600_000;
  const store = aStore([
    { ...anItem(1), outcome: "entered" },
    { ...anItem(2), outcome: "double" },
    { ...anItem(3), outcome: "double", seen: true },
    anItem(4),
  ]);
  await removeSettled(store, Date.parse(at) + 1000);
  expect(store.all()).toHaveLength(4);
  await removeSettled(store, old);
  expect(store.all().map((item) => item.localId)).toEqual(["l2", "l4"]);
});
