import { listQuotas } from "#engines/stock";
import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { refreshPrincipal, revokeSessionsOf } from "#kernel/sign-in/sessions";
import { endPlayMembership } from "#modules/membership";
import { closeRelease } from "#modules/releases";
import { nameOfActor } from "../campaigns/check-campaign.service.ts";
import { findRoundReleasesOf } from "../campaigns/round.store.ts";
import { findStores } from "../merchants/merchant.store.ts";
import { seeingAll } from "../sight.ts";
import { listTills, retireTill } from "../tills/till.store.ts";
import * as store from "./rehearsal.store.ts";
import { getOwn } from "./rehearsals.service.ts";

/**
 * Ends a rehearsal: what is played closes, phones and tills are signed out within a second, the runner's duty in it ends, and a line
 * of figures stays. Ending it twice is ending it once. Throws benefits.no_such_rehearsal, access.forbidden.
 */
export async function endRehearsal(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await getOwn(tx, id, store.lockRehearsal);
    if (row.endedAt === null) await end(tx, row, nameOfActor(tx));
  });
}

/** Ends the rehearsals whose time is over; gives how many. */
export async function endDueRehearsals(ctx: Ctx): Promise<number> {
  const due = await transact(ctx, (tx) => store.listDue(tx.db));
  let ended = 0;
  for (const id of due)
    await transact(ctx, async (tx) => {
      const row = await store.lockRehearsal(tx.db, id);
      if (row === undefined || row.endedAt !== null) return;
      await end(tx, row, null);
      ended++;
    });
  return ended;
}

async function end(tx: Tx, row: store.RehearsalRow, by: string | null): Promise<void> {
  // What is played lies outside everybody's tree; whose rehearsal it is was asked by the callers.
  const figures = await seeingAll(tx, async () => {
    const server: Tx = { ...tx, actor: { kind: "system", name: "rehearsal" } };
    const figures = await store.figuresOf(tx.db, row.playCampaignId);
    await closeReleases(server, row.playCampaignId);
    await signOutPhones(server, row.id);
    await signOutTills(tx, row);
    for (const accountId of await store.endGrantsBelow(tx.db, row.playRoot)) await refreshPrincipal(tx, accountId);
    return figures;
  });
  await store.markEnded(tx.db, row.id, { ...figures, by });
  await record(tx, {
    ...{ node: row.node, action: "benefits.rehearsal_ended", object: { type: "campaign", id: row.campaignId } },
    detail: { rehearsalId: row.id, phones: row.phones, ...figures },
  });
}

async function closeReleases(tx: Tx, campaignId: string): Promise<void> {
  const ids = (await findRoundReleasesOf(tx.db, campaignId)).map((one) => one.releaseId);
  for (const quota of await listQuotas(tx.db, ids))
    if (quota.parentId === null && quota.state !== "closed") await closeRelease(tx, quota.id, "演练结束");
}

/** Play people leave their union: signed out everywhere, and members of nothing any more. */
async function signOutPhones(tx: Tx, rehearsalId: string): Promise<void> {
  for (const phone of await store.listPhones(tx.db, rehearsalId)) {
    await endPlayMembership(tx, phone.personId, "演练结束");
  }
  await store.removePhones(tx.db, rehearsalId);
}

async function signOutTills(tx: Tx, row: store.RehearsalRow): Promise<void> {
  const [shop] = await findStores(tx.db, [row.playStoreId]);
  for (const till of shop === undefined ? [] : await listTills(tx.db, shop.merchantId)) {
    await retireTill(tx.db, till.id);
    await revokeSessionsOf(tx, till.id, "rehearsal_ended");
  }
  await store.suspendMerchants(tx.db, row.playRoot);
}
