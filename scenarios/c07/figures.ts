import assert from "node:assert/strict";
import type { Scene } from "../stage.ts";
import { type Campaign, kinds, neededFen, sourceFen } from "./campaign.ts";
import type { Grab } from "./grab.ts";

/** At the end stock, money and audit tell the same story. */
export async function settle(scene: Scene, { campaign, grab }: { campaign: Campaign; grab: Grab }): Promise<void> {
  await assertStock(campaign, grab);
  await assertMoney(campaign);
  await assertWhy(scene, campaign, grab);
  await assertAudit(scene, campaign, grab);
}

async function assertStock({ maker }: Campaign, { served }: Grab): Promise<void> {
  const expected = [
    { taken: 5, left: 0, redeemed: 1, lapsed: 1, returned: 1 },
    { taken: 8, left: 0, redeemed: 1, lapsed: 0, returned: 0 },
    { taken: 20, left: 0, redeemed: 0, lapsed: 0, returned: 0 },
  ];
  for (const [kind, { id }] of served.entries()) {
    const { taken, left, redeemed, lapsed, returned } = await maker.get(`/api/staff/releases/${id}`);
    assert.deepEqual({ taken, left, redeemed, lapsed, returned }, expected[kind], kinds[kind]?.title);
    const monitor = await maker.get(`/api/staff/releases/${id}/monitor`);
    assert.equal(monitor.left, 0);
  }
}

async function assertMoney({ checker, fundSourceId }: Campaign): Promise<void> {
  const { items } = await checker.get("/api/fund-sources");
  const source = items.find((one: { id: string }) => one.id === fundSourceId);
  const [a, b, c] = kinds;
  const issuedFen = 3 * a.offFen + 7 * b.offFen + 20 * c.offFen; // active vouchers
  const redeemedFen = a.offFen + b.offFen;
  const lapsedFen = a.offFen;
  assert.deepEqual(
    [source.availableFen, source.issuedFen, source.redeemedFen, source.lapsedFen, source.setAsideFen],
    [sourceFen - neededFen, issuedFen, redeemedFen, lapsedFen, neededFen - issuedFen - redeemedFen - lapsedFen],
    "every fen is in exactly one place",
  );
}

/** "I pressed in time, why nothing?" has an answer with time and place. */
async function assertWhy(scene: Scene, { maker }: Campaign, { served: [release] }: Grab): Promise<void> {
  const loser = release.lost.at(-1);
  assert.ok(loser);
  const personId = scene.city.members.personIds[loser.index];
  const why = await maker.get(`/api/staff/releases/${release.id}/why?personId=${personId}`);
  assert.deepEqual(
    why.steps.slice(0, 2).map((step: { what: string }) => step.what),
    ["entered", "placed"],
  );
  assert.equal(why.steps[1].params.place, loser.place);
}

async function assertAudit(scene: Scene, campaign: Campaign, { served }: Grab): Promise<void> {
  const auditor = await scene.staff("auditor");
  const count = async (action: string) => (await auditor.get(`/api/audit?limit=100&action=${action}`)).items.length;
  assert.deepEqual(
    {
      approved: await count("benefits.campaign_approved"),
      served: await count("stock.served"),
      redeemed: await count("stock.redeemed"),
      undone: await count("stock.redemption_undone"),
      returned: await count("stock.returned"),
      lapsed: await count("stock.lapsed"),
    },
    { approved: 1, served: served.length, redeemed: 3, undone: 1, returned: 1, lapsed: 1 },
  );
  const approval = await auditor.get(`/api/audit?action=benefits.campaign_approved&objectId=${campaign.id}`);
  assert.match(approval.items[0].actor, /^staff:/);
  await auditor.refused("/api/staff/campaigns", {}, 403, "access.forbidden");
  await scene.assertAuditWhole();
}
