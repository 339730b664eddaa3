import type { Browser } from "./browser.ts";
import type { Scene } from "./stage.ts";

export interface Clerk {
  id: string;
  pin: string;
}

/** A paired till, the first clerk signed in at it. */
export interface Till {
  till: Browser;
  first: Clerk;
  second: Clerk;
}

const pins = ["271828", "314159"] as const;

/** Pairs a till with a store by a pairing code; two clerks choose their PINs, proven on their phones. */
export async function openTill(
  scene: Scene,
  { merchantId, storeId, phone }: { merchantId: string; storeId: string; phone: number },
): Promise<Till> {
  const admin = await scene.staff("admin");
  const till = scene.stranger();
  const { pairingCode } = await admin.post(`/api/staff/stores/${storeId}/pairing`);
  await till.post("/api/till/pair", { pairingCode, deviceName: "收银台" });
  const enter = async (index: 0 | 1): Promise<Clerk> => {
    const about = { name: `店员${index + 1}`, phone: String(phone + index) };
    const clerk = await admin.post(`/api/staff/merchants/${merchantId}/clerks`, about);
    const { demoCode } = await till.post("/api/till/clerk/codes", { clerkId: clerk.id });
    await till.post("/api/till/clerk/pin", { clerkId: clerk.id, phoneCode: demoCode, pin: pins[index] });
    return { id: clerk.id, pin: pins[index] };
  };
  const [first, second] = [await enter(0), await enter(1)];
  await till.post("/api/till/clerk", { clerkId: first.id, pin: first.pin });
  return { till, first, second };
}

/** Another clerk than the one at the till takes a redemption back. */
export const undo = ({ till, second }: Pick<Till, "till" | "second">, redemptionId: string, reason: string) =>
  till.post(`/api/till/redemptions/${redemptionId}/undo`, { clerkId: second.id, pin: second.pin, reason });
