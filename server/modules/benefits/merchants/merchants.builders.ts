import { randomUUID } from "node:crypto";
import type { App } from "#kernel/http/http";
import { creditCodeCheckSign } from "#wire/credit-code";
import { inDays, type World } from "../benefits.builders.ts";

let phones = 13_900_000_000;

/** A credit code that nobody else has; whole, check sign included. */
export function aCreditCode(): string {
  const body = `91440600${randomUUID()
    .replace(/[^0-9]/g, "")
    .padEnd(9, "7")
    .slice(0, 9)}`;
  return `${body}${creditCodeCheckSign(body)}`;
}

/** What a merchant's agreement says; the account's number is twelve digits. */
export const agreementInput = (given: Record<string, unknown> = {}) => ({
  contractNumber: "友好-2026-001",
  startsOn: inDays(-1),
  endsOn: inDays(364),
  legalName: "测试家电有限公司",
  creditCode: aCreditCode(),
  invoiceTitle: "测试家电有限公司",
  bank: { bankName: "澄江银行北岸支行", holder: "测试家电有限公司", account: "620000112233" },
  ...given,
});

const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A picture of one pixel, brought in at `url`; gives its id. */
export async function aPicture(app: App, cookie: string, url: string): Promise<string> {
  const head = `--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n`;
  const answer = await app.inject({
    ...{ method: "POST", url, headers: { cookie, "content-type": "multipart/form-data; boundary=x" } },
    payload: Buffer.concat([Buffer.from(head), Buffer.from(pixel, "base64"), Buffer.from("\r\n--x--\r\n")]),
  });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json().id;
}

export const filesUrl = (purpose: string, organisationId: string) =>
  `/api/files?purpose=${purpose}&organisationId=${organisationId}`;

type Asked = { cookie?: string; payload?: object; method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" };

/** A request with a key, as pages send it. */
export const ask = (app: App, url: string, { cookie = "", payload, method = payload ? "POST" : "GET" }: Asked = {}) =>
  app.inject({
    ...{ method, url, headers: { cookie, "idempotency-key": randomUUID() } },
    ...(payload === undefined ? {} : { payload }),
  });

/** A desk opened with a phone's one-time password. */
export async function aDesk(world: Pick<World, "app">, phone = `${++phones}`) {
  const sent = await ask(world.app, "/api/partner/applications/codes", { payload: { phone } });
  const desk = await ask(world.app, "/api/partner/applications/desk", {
    payload: { phone, code: sent.json().demoCode },
  });
  if (desk.statusCode !== 200) throw new Error(desk.body);
  return { ...(desk.json() as { ticket: string; unions: { id: string; name: string }[] }), phone };
}

/** What a company writes that wants to become a merchant. */
export const applicationInput = <Given extends object>(given: Given) => ({
  ...{ legalName: "澄江智付科技有限公司", tradeName: "智付", creditCode: aCreditCode(), contactName: "何经理" },
  ...{ trade: "支付", stores: [{ name: "智付营业厅", address: "江北路 8 号", position: "30.57123,104.06612" }] },
  ...given,
});
