import { record } from "#kernel/audit/audit";
import { asSystem, type Ctx, transact } from "#kernel/context";
import { isOfPlay } from "#kernel/http/play";
import { startSession } from "#kernel/sign-in/sessions";
import { rehearsalLinkWrong } from "../benefits.errors.ts";
import { findCampaign } from "../campaigns/campaign.store.ts";
import { hashOfLink } from "./play-keys.ts";
import { playName } from "./rehearsal.rules.ts";
import { findRehearsal, takeLink } from "./rehearsal.store.ts";

/** Signs a phone in as the play member of its link, once. Throws benefits.rehearsal_link_wrong, also outside the play space. */
export async function enterRehearsal(ctx: Ctx, key: string): Promise<{ token: string; name: string }> {
  if (!isOfPlay(ctx.actor)) throw rehearsalLinkWrong();
  return transact(asSystem(ctx, "rehearsal"), async (tx) => {
    const phone = await takeLink(tx.db, hashOfLink(key));
    const rehearsal = phone && (await findRehearsal(tx.db, phone.rehearsalId));
    const campaign = rehearsal && (await findCampaign(tx.db, rehearsal.playCampaignId));
    if (phone === undefined || campaign === undefined) throw rehearsalLinkWrong();

    const { token, sessionId } = await startSession(tx, {
      entrance: "member",
      principalId: phone.personId,
      play: true,
    });
    const object = { type: "person", id: phone.personId };
    await record(tx, { node: campaign.node, action: "member.signed_in", object, detail: { sessionId } });
    return { token, name: playName(phone.number) };
  });
}
