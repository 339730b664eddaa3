import type { LetIn, SyncedItem } from "./door.types.ts";
import type { DoorStore } from "./door-store.ts";

type LetInStore = Pick<DoorStore, "listLetIn" | "putLetIn" | "removeLetIn">;

/** Sends some; rejects when there is no network, and may then be repeated: the server knows each by its own number. */
export type SendLetIn = (items: readonly LetIn[]) => Promise<readonly SyncedItem[]>;

const mostAtOnce = 100;
/** What was decided is kept for a day, so that whoever stands at the door can look at it. */
const keptMillis = 24 * 3_600_000;

export const isWaiting = (one: LetIn): boolean => one.outcome === undefined;

/** Sends what waits, also of an earlier pairing, and keeps the verdicts. */
export async function sendLetIn(store: LetInStore, send: SendLetIn): Promise<void> {
  const waiting = (await store.listLetIn()).filter(isWaiting);
  for (let from = 0; from < waiting.length; from += mostAtOnce) {
    const items = waiting.slice(from, from + mostAtOnce);
    const verdicts = new Map((await send(items)).map((verdict) => [verdict.localId, verdict]));
    await store.putLetIn(items.map((item) => judged(item, verdicts.get(item.localId))));
  }
}

/** Removes what the server has settled and who stands here has read. */
export async function removeSettled(store: LetInStore, now: number): Promise<void> {
  const isOld = ({ enteredAt }: LetIn) => now - Date.parse(enteredAt) > keptMillis;
  const isSettled = ({ outcome, seen }: LetIn) => outcome === "entered" || (outcome !== undefined && seen === true);
  const done = (await store.listLetIn()).filter((one) => isOld(one) && isSettled(one));
  if (done.length > 0) await store.removeLetIn(done.map((one) => one.localId));
}

function judged(item: LetIn, verdict: SyncedItem | undefined): LetIn {
  if (verdict === undefined) return item;
  return {
    ...{ ...item, outcome: verdict.outcome },
    ...(verdict.first === undefined ? {} : { first: verdict.first }),
    ...(verdict.problem === undefined ? {} : { problem: verdict.problem }),
  };
}
