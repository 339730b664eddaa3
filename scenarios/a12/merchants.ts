import assert from "node:assert/strict";
import { agree, agreedDays, agreementOf, creditCodeOf, dayIn, legalNameOf } from "../agreement.ts";
import type { Browser } from "../browser.ts";
import type { Scene } from "../stage.ts";

interface Company {
  name: string;
  trade: string;
  stores: number;
}

/** Eleven, of the trades that the case names and others. */
export const companies = [
  { name: "佳电家电", trade: "家电", stores: 3 },
  { name: "北岸电器", trade: "家电", stores: 2 },
  { name: "暖家家电", trade: "家电", stores: 1 },
  { name: "智付支付", trade: "支付", stores: 1 },
  { name: "云付通", trade: "支付", stores: 1 },
  { name: "云商优选", trade: "电商", stores: 1 },
  { name: "邻购商城", trade: "电商", stores: 1 },
  { name: "旧厂创意园", trade: "创意园", stores: 2 },
  { name: "临江书局", trade: "图书", stores: 2 },
  { name: "和润超市", trade: "商超", stores: 3 },
  { name: "白桦眼镜", trade: "眼镜", stores: 1 },
] as const satisfies readonly Company[];

export interface Merchant extends Company {
  id: string;
  storeIds: string[];
  agreementId: string;
}

/** Each applies on a phone of its own, is taken in, and signs: drafted by one, approved by another. */
export async function openMerchants(scene: Scene): Promise<Merchant[]> {
  const maker = await scene.staff("maker");
  const merchants: Merchant[] = [];
  for (const [index, company] of companies.entries()) {
    const { applicationId, again } = await apply(scene, index, company);
    const wanted = index === companies.length - 1 ? await refuseFirst(maker, applicationId, again) : applicationId;
    merchants.push({ ...company, ...(await sign(scene, { index, company, applicationId: wanted })) });
  }
  const { items } = await maker.get("/api/staff/merchants?limit=100");
  assert.deepEqual(
    items.map((one: { id: string }) => one.id).sort(),
    merchants.map(({ id }) => id).sort(),
    "the register has these and no others",
  );
  for (const { agreement } of items)
    assert.deepEqual(
      [agreement.state, agreement.provisional, agreement.untilDay],
      ["in_force", false, dayIn(agreedDays)],
    );
  return merchants;
}

type Own = { id: string; state: string; reason: string | null }[];

/** The last one is turned down, reads why, and asks once more. */
async function refuseFirst(maker: Browser, id: string, again: () => Promise<Own>): Promise<string> {
  const reason = "营业执照已过期";
  await maker.post(`/api/staff/applications/${id}/refuse`, { reason });
  await maker.refused(`/api/staff/applications/${id}/accept`, {}, 409, "benefits.wrong_state");
  const own = await again();
  assert.equal(own.find((one) => one.id === id)?.reason, reason);
  const next = own.find((one) => one.state === "submitted");
  assert.ok(next);
  return next.id;
}

async function apply(scene: Scene, index: number, { name, trade, stores }: Company) {
  const phone = String(13_700_000_001 + index);
  const company = scene.stranger();
  const { demoCode } = await company.post("/api/partner/applications/codes", { phone });
  const { ticket, unions } = await company.post("/api/partner/applications/desk", { phone, code: demoCode });
  const union = unions.find((one: { id: string }) => one.id === scene.city.city.id);
  assert.ok(union, "the city's union takes merchants");
  const input = {
    ...{ ticket, phone, organisationId: union.id, tradeName: name, trade, contactName: "何经理" },
    ...{ legalName: legalNameOf(name), creditCode: creditCodeOf(index) },
    stores: Array.from({ length: stores }, (_, at) => ({ name: `${name}${at + 1}店`, address: `江北路 ${at + 1} 号` })),
  };
  const again = (): Promise<Own> => company.post("/api/partner/applications", input);
  const [made] = await again();
  assert.ok(made);
  return { applicationId: made.id, again };
}

async function sign(
  scene: Scene,
  { index, company, applicationId }: { index: number; company: Company; applicationId: string },
) {
  const [maker, checker] = [await scene.staff("maker"), await scene.staff("checker")];
  const accepted = await maker.post(`/api/staff/applications/${applicationId}/accept`);
  const id = accepted.merchantId as string;
  const opened = await maker.get(`/api/staff/merchants/${id}`);
  assert.equal(opened.agreement.state, "none", "nothing is signed by being taken in");
  const storeIds = opened.stores.map((store: { id: string }) => store.id) as string[];
  assert.equal(storeIds.length, company.stores);
  await maker.refused(`/api/staff/stores/${storeIds[0]}/plaques`, { title: plaqueTitle }, 409, "benefits.wrong_state");
  const agreementId = await agree(scene, { maker, checker, merchantId: id, text: agreementOf(index, company) });
  return { id, storeIds, agreementId };
}

export const plaqueTitle = "工会友好合作商家";
