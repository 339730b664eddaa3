import assert from "node:assert/strict";
import type { Scene } from "../stage.ts";
import { companies, type Merchant, plaqueTitle } from "./merchants.ts";

/** The number on the plaque of each store. */
export type Plaques = ReadonlyMap<string, string>;

/** Every store gets its plaque; what its QR code opens anybody may read, and it says nothing about persons. */
export async function playPlaques(scene: Scene, merchants: readonly Merchant[]): Promise<Plaques> {
  const maker = await scene.staff("maker");
  const plaques = new Map<string, string>();
  for (const { id, storeIds } of merchants) {
    const badged = await maker.send("PATCH", `/api/staff/merchants/${id}`, { body: { badge: true } });
    assert.equal(badged.body?.badge, true);
    for (const storeId of storeIds) {
      const url = `/api/staff/stores/${storeId}/plaques`;
      plaques.set(storeId, (await maker.post(url, { title: plaqueTitle })).number);
      await maker.refused(url, { title: plaqueTitle }, 409, "benefits.plaque_in_use");
    }
  }
  assert.equal(new Set(plaques.values()).size, storesOf(companies), "each store has a number of its own");
  await readRegister(scene, merchants);
  await readAsPasserBy(scene, merchants, plaques);
  return plaques;
}

const storesOf = (all: readonly { stores: number }[]) => all.reduce((sum, { stores }) => sum + stores, 0);

/** The store list, by the register: eleven merchants, all with the badge. */
async function readRegister(scene: Scene, merchants: readonly Merchant[]): Promise<void> {
  const { items } = await (await scene.staff("checker")).get("/api/staff/merchants?limit=100");
  const stores = items.flatMap((one: { stores: object[] }) => one.stores);
  const badges = items.filter((one: { badge: boolean }) => one.badge);
  assert.deepEqual([items.length, badges.length, stores.length], [11, 11, storesOf(merchants)]);
  const names = new Set(items.map((one: { name: string }) => one.name));
  for (const trade of ["家电", "支付", "电商", "创意园"])
    assert.ok(
      merchants.some((one) => one.trade === trade && names.has(one.name)),
      `a merchant of ${trade}`,
    );
}

async function readAsPasserBy(scene: Scene, merchants: readonly Merchant[], plaques: Plaques): Promise<void> {
  const passerBy = scene.stranger();
  for (const { name, storeIds } of merchants)
    for (const storeId of storeIds) {
      const told = await passerBy.get(`/api/plaques/${plaques.get(storeId)}`);
      assert.deepEqual([told.standing, told.merchant, told.title], ["in_force", name, plaqueTitle]);
      assert.ok(told.untilDay && told.store.startsWith(name));
      assert.doesNotMatch(JSON.stringify(told), /店员|何经理|phone|account/);
    }
  const unknown = await passerBy.send("GET", "/api/plaques/ABCDEFGHJK");
  assert.deepEqual([unknown.status, unknown.body.code], [404, "benefits.no_such_plaque"]);
}
