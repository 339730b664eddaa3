import assert from "node:assert/strict";
import { creditCodeCheckSign } from "../wire/credit-code.ts";
import type { Browser } from "./browser.ts";
import type { Scene } from "./stage.ts";

/** For how many days from today an agreement holds. */
export const agreedDays = 364;

/** A day at the place of business, so many from today. */
export const dayIn = (days: number) => new Date(Date.now() + (8 + 24 * days) * 3_600_000).toISOString().slice(0, 10);

/** Whoever drafted it cannot approve it, and it is not handed in without the signed paper. */
export async function agree(
  scene: Scene,
  { maker, checker, merchantId, text }: { maker: Browser; checker: Browser; merchantId: string; text: object },
): Promise<string> {
  const { id } = await maker.post(`/api/staff/merchants/${merchantId}/agreements`, text);
  const url = `/api/staff/agreements/${id}`;
  await maker.refused(`${url}/submit`, {}, 422, "benefits.agreement_incomplete");
  const scanFileId = await maker.bringPicture(
    `/api/files?purpose=benefits.agreement_scan&organisationId=${scene.city.city.id}`,
  );
  const { revision } = (await maker.send("PUT", url, { body: { ...text, scanFileId } })).body;
  await maker.post(`${url}/submit`);
  await maker.refused(`${url}/decision`, { revision, verdict: "passed" }, 403, "access.forbidden");
  const agreed = await checker.post(`${url}/decision`, { revision, verdict: "passed", note: "原件已核对" });
  assert.equal(agreed.state, "in_force");
  assert.notEqual(agreed.createdBy, agreed.checkedBy);
  assert.match(agreed.bank.accountMasked, /^\*+ \d{4}$/);
  return id;
}

export const legalNameOf = (name: string) => `澄江${name}有限公司`;

export function creditCodeOf(index: number): string {
  const body = `91440600${String(index + 1).padStart(9, "0")}`;
  return `${body}${creditCodeCheckSign(body)}`;
}

/** What the paper of one merchant says; the account is its own. */
export const agreementOf = (index: number, { name }: { name: string }) => ({
  ...{
    contractNumber: `友好-2026-${String(index + 1).padStart(3, "0")}`,
    startsOn: dayIn(-1),
    endsOn: dayIn(agreedDays),
  },
  ...{ legalName: legalNameOf(name), creditCode: creditCodeOf(index), invoiceTitle: legalNameOf(name) },
  bank: { bankName: "澄江银行北岸支行", holder: legalNameOf(name), account: String(620_000_112_200 + index) },
});
