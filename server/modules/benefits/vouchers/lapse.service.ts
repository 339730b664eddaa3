import { listLapsing } from "#engines/stock";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { sendInbox } from "#kernel/notify/notify";
import { findKinds } from "../campaigns/kind.store.ts";
import { findRoundReleases } from "../campaigns/round.store.ts";
import { databaseNow } from "../database-now.ts";
import { sweepTillLeftovers } from "../tills/till.store.ts";

const remindHours = 48;
const batch = 1000;

/**
 * Tells everybody whose voucher ends within two days, once per voucher. `system` acts as the server. Gives how many
 * vouchers are about to end.
 */
export async function remindOfLapse(system: Ctx): Promise<number> {
  const now = await transact(system, (tx) => databaseNow(tx.db));
  const until = new Date(now.getTime() + remindHours * 3_600_000);
  let total = 0;
  let last: { validUntil: Date; id: string } | undefined;
  do {
    const from = last?.validUntil ?? now;
    const page = await transact(system, (tx) => remindPage(tx, { from, after: last?.id, until, limit: batch }));
    total += page.told;
    last = page.last;
  } while (last !== undefined);
  return total;
}

/** One page; `last` is where the next begins, undefined after the last. */
async function remindPage(tx: Tx, range: Parameters<typeof listLapsing>[1]) {
  const lapsing = await listLapsing(tx.db, range);
  const released = await findRoundReleases(tx.db, [...new Set(lapsing.map((claim) => claim.quotaId))]);
  const kinds = await findKinds(tx.db, [...new Set([...released.values()].map((release) => release.kindId))]);
  const messages = lapsing.flatMap((claim) => {
    const kind = kinds.get(released.get(claim.quotaId)?.kindId ?? "");
    if (kind === undefined) return [];
    // The last moment is the first of the next day; people know the day before it.
    const lastDay = dayOf(new Date(claim.validUntil.getTime() - 1));
    const text = { kind: "benefits.lapsing", params: { title: kind.title, lastDay } };
    return [{ ...text, personId: claim.personId, link: `/vouchers/${claim.id}`, dedupe: `lapsing:${claim.id}` }];
  });
  await sendInbox(tx, messages);
  return { told: messages.length, last: lapsing.length === range.limit ? lapsing.at(-1) : undefined };
}

/** Removes what tills left behind: looks at codes that are long over. */
export const sweepTills = (system: Ctx): Promise<void> => transact(system, (tx) => sweepTillLeftovers(tx.db));
