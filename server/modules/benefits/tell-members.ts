import { type Ctx, transact } from "#kernel/context";
import { sendInbox } from "#kernel/notify/notify";
import { subscribe } from "#kernel/outbox/outbox";
import { findRedemption } from "./vouchers/redemption.store.ts";

/** Tells members that their voucher was used, or that the use was taken back. Gives the way to end it. */
export function tellMembers(): () => void {
  const ends = [
    subscribe("benefits.redeemed", (ctx, event) => tell(ctx, "benefits.redeemed", event.payload)),
    subscribe("benefits.redemption_undone", (ctx, event) => tell(ctx, "benefits.redemption_undone", event.payload)),
  ];
  return () => {
    for (const end of ends) end();
  };
}

async function tell(ctx: Ctx, kind: string, payload: Record<string, unknown>): Promise<void> {
  await transact(ctx, async (tx) => {
    const redemption = await findRedemption(tx.db, String(payload.redemptionId));
    if (redemption === undefined) return;
    await sendInbox(tx, {
      personId: redemption.personId,
      kind,
      params: { title: redemption.title, store: redemption.storeName, offFen: redemption.offFen },
      link: `/vouchers/${redemption.claimId}`,
      dedupe: `${kind}:${redemption.id}`,
    });
  });
}
