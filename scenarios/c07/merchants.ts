import assert from "node:assert/strict";
import type { Browser } from "../browser.ts";
import type { Scene } from "../stage.ts";

export interface Clerk {
  id: string;
  phone: string;
  pin: string;
}

export interface Shop {
  storeId: string;
  till: Browser;
  clerks: Clerk[];
}

export interface Merchants {
  /** Listed in the campaign; two clerks. */
  listed: Shop;
  /** Another merchant's store, which the campaign does not list. */
  other: Shop;
}

const pins = ["271828", "314159"] as const;

/** The administrator opens two merchants; their browsers become tills, one by a pairing code and one by a clerk's phone. */
export async function openMerchants(scene: Scene): Promise<Merchants> {
  const admin = await scene.staff("admin");
  const listed = await openShop(scene, admin, { name: "松雪百货", phones: ["13800000001", "13800000002"] });
  const { pairingCode } = await admin.post(`/api/staff/stores/${listed.storeId}/pairing`);
  await listed.till.post("/api/till/pair", { pairingCode, deviceName: "一号收银台" });
  await scene
    .stranger()
    .refused("/api/till/pair", { pairingCode, deviceName: "又一台" }, 409, "benefits.pairing_code_wrong");
  for (const clerk of listed.clerks) await setPin(listed.till, clerk);

  const other = await openShop(scene, admin, { name: "北岸书店", phones: ["13800000003", "13800000004"] });
  await pairByPhone(other);
  const second = other.clerks[1];
  assert.ok(second);
  await setPin(other.till, second);
  await other.till.post("/api/till/clerk", { clerkId: second.id, pin: second.pin });
  return { listed, other };
}

async function openShop(scene: Scene, admin: Browser, about: { name: string; phones: string[] }): Promise<Shop> {
  const { id } = await admin.post("/api/staff/merchants", { parentId: scene.city.city.id, name: about.name });
  const store = await admin.post(`/api/staff/merchants/${id}/stores`, {
    name: `${about.name}中央大街店`,
    address: "1 号",
  });
  const clerks: Clerk[] = [];
  for (const [index, phone] of about.phones.entries()) {
    const clerk = await admin.post(`/api/staff/merchants/${id}/clerks`, { name: `店员${index + 1}`, phone });
    clerks.push({ id: clerk.id, phone, pin: pins[index] ?? "" });
  }
  return { storeId: store.id, till: scene.stranger(), clerks };
}

/** A clerk sets the own PIN, proven by the one-time password on the clerk's phone. */
async function setPin(till: Browser, clerk: Clerk): Promise<void> {
  const { demoCode } = await till.post("/api/till/clerk/codes", { clerkId: clerk.id });
  await till.refused(
    "/api/till/clerk/pin",
    { clerkId: clerk.id, phoneCode: demoCode, pin: "111111" },
    422,
    "benefits.pin_too_simple",
  );
  await till.post("/api/till/clerk/pin", { clerkId: clerk.id, phoneCode: demoCode, pin: clerk.pin });
}

async function pairByPhone({ till, clerks, storeId }: Shop): Promise<void> {
  const phone = clerks[0]?.phone;
  const { demoCode } = await till.post("/api/till/sign-in/codes", { phone });
  const { stores, ticket } = await till.post("/api/till/sign-in", { phone, code: demoCode });
  assert.deepEqual(
    stores.map((store: { id: string }) => store.id),
    [storeId],
    "a clerk pairs stores of the own merchant only",
  );
  await till.post("/api/till/sign-in/pair", { ticket, storeId, deviceName: "店员的手机" });
}
