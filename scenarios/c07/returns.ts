import assert from "node:assert/strict";
import { eventually } from "../browser.ts";
import type { Scene } from "../stage.ts";
import type { Campaign } from "./campaign.ts";
import type { Grab } from "./grab.ts";
import type { Merchants } from "./merchants.ts";
import { certifiedPhone } from "./phone.ts";

/** A winner gives back, the best placed of those waiting is offered it at once; another voucher is not used in its days. */
export async function playReturn(
  scene: Scene,
  { grab, merchants }: { campaign: Campaign; grab: Grab; merchants: Merchants },
): Promise<void> {
  await giveBack(grab);
  await letLapse(scene, grab, merchants);
}

async function giveBack({ served: [release] }: Grab): Promise<void> {
  const [best, next] = release.lost;
  const giver = release.won[1];
  assert.ok(best && next && giver);
  const waiting = `/api/releases/${release.id}/waiting`;
  assert.equal((await next.member.post(waiting)).position, 1);
  assert.equal((await best.member.post(waiting)).position, 1, "the better place goes before, whoever asked first");
  await best.member.refused(`${waiting}/accept`, {}, 409, "release.no_offer");

  const returned = await giver.member.post(`/api/vouchers/${giver.claimId}/return`);
  assert.equal(returned.state, "returned");
  await giver.member.refused(`/api/vouchers/${giver.claimId}/return`, {}, 409, "benefits.cannot_return");

  const offered = await best.member.get(`/api/releases/${release.id}/mine`);
  assert.equal(offered.claimState, "held", "offered in the same transaction");
  assert.equal((await next.member.get(`/api/releases/${release.id}/mine`)).claimState, "waiting");
  const accepted = await best.member.post(`${waiting}/accept`, {}, true);
  assert.equal((await best.member.get(`/api/vouchers/${accepted.id}`)).state, "active");
  await eventually("the offer is in the inbox", async () => {
    const { items } = await best.member.get("/api/member/inbox");
    return items.find((message: { kind: string }) => message.kind === "release.offered");
  });
  assert.equal((await next.member.send("DELETE", waiting)).status, 204);
}

async function letLapse(scene: Scene, { served: [release] }: Grab, { listed }: Merchants): Promise<void> {
  const owner = release.won[2];
  assert.ok(owner);
  const phone = await certifiedPhone(owner.member);
  await scene.letClaimEnd(owner.claimId);
  await eventually("the voucher has lapsed", async () => {
    const voucher = await owner.member.get(`/api/vouchers/${owner.claimId}`);
    return voucher.state === "lapsed" ? voucher : undefined;
  });
  const late = { code: await phone.show(owner.claimId), amountFen: 20_000 };
  await listed.till.refused("/api/till/redemptions", late, 409, "benefits.voucher_lapsed");
  await owner.member.refused(`/api/vouchers/${owner.claimId}/return`, {}, 409, "benefits.cannot_return");
}
