import type { Runtime } from "#kernel/module";
import { hashPassword } from "#kernel/sign-in/password";
import { addClerk, addMerchant, addStore } from "#modules/benefits";
import { seededRandom } from "./random.ts";

export interface DemoClerk {
  id: string;
  name: string;
  /** Eleven digits. */
  phone: string;
  pin: string;
}

export interface DemoMerchant {
  id: string;
  name: string;
  stores: { id: string; name: string }[];
  clerks: DemoClerk[];
}

/** The PIN of every demo clerk. */
export const demoPin = "246810";
const firstClerkPhone = 19_800_000_001;

/**
 * Invented shops: department store and supermarkets, home appliances, payments, e-commerce, a creative park. None of these
 * names is meant for a real one.
 */
const merchants = [
  ["松雪百货", 4],
  ["北岸家电", 3],
  ["临江书局", 2],
  ["雪原运动", 3],
  ["和润超市", 4],
  ["北窑创意园", 3],
  ["丰田里粮油", 2],
  ["云帆智付", 2],
  ["橙果电商", 2],
  ["白桦眼镜", 3],
  ["瑞雪药房", 4],
] as const;
const places = ["中央大街店", "火车站店", "江北店", "大学城店", "工人新村店", "万家广场店"] as const;
const clerkNames = ["孙丽", "周强", "吴敏", "郑浩"] as const;

/** Eleven merchants with stores and clerks under the city's union; phones and PINs are known to everybody. */
export async function loadDemoMerchants(
  runtime: Pick<Runtime, "secrets" | "system">,
  city: { id: string },
  seed: number,
): Promise<DemoMerchant[]> {
  const system = runtime.system("demo");
  const random = seededRandom(seed);
  const pinHash = await hashPassword(runtime.secrets, demoPin);
  const made: DemoMerchant[] = [];
  for (const [name, stores] of merchants) {
    const agreed = { badge: random.chance(0.7), agreementUntil: null };
    const merchant = await addMerchant(system, {
      parentId: city.id,
      name: `${name}有限公司`,
      tradeName: name,
      ...agreed,
    });
    const one: DemoMerchant = { id: merchant.organisationId, name, stores: [], clerks: [] };
    for (const place of places.slice(0, stores)) {
      const address = `${place.slice(0, -1)}附近 ${1 + random.below(200)} 号`;
      const store = await addStore(system, { merchantId: one.id, name: `${name}${place}`, address });
      one.stores.push({ id: store.id, name: store.name });
    }
    for (const clerkName of clerkNames.slice(0, 2 + random.below(3))) {
      const phone = String(firstClerkPhone + made.flatMap((other) => other.clerks).length + one.clerks.length);
      const clerk = await addClerk(system, runtime.secrets, { merchantId: one.id, name: clerkName, phone, pinHash });
      one.clerks.push({ id: clerk.id, name: clerkName, phone, pin: demoPin });
    }
    made.push(one);
  }
  return made;
}
