import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listWaiting } from "#engines/decisions";
import { transact } from "#kernel/context";
import { aCity, aDuty, aWorld, inDays, type Organisation, type World } from "../benefits.builders.ts";
import { bankAccountAt } from "./bank-account.service.ts";
import { agreementInput, aPicture, ask, filesUrl } from "./merchants.builders.ts";
import { openMerchant } from "./merchants.service.ts";

let world: World;
let city: Organisation;
let dataDir: string;
let maker: string;
let checker: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "gonghui-agreements-"));
  world = await aWorld({ filesIn: dataDir });
  city = await aCity(world);
  maker = (await aDuty(world, city, "benefits.maker")).cookie;
  checker = (await aDuty(world, city, "benefits.checker")).cookie;
});
afterAll(async () => {
  await world.close();
  await rm(dataDir, { recursive: true, force: true });
});

const as = (cookie: string, url: string, payload?: object, method?: "PUT") =>
  ask(world.app, url, { cookie, ...(payload && { payload }), ...(method && { method }) });

let names = 0;
/** A merchant that was taken in by an application: nothing is signed yet. */
const aNewMerchant = async () => {
  const name = `新商户${++names}`;
  const about = { parentId: city.id, name, tradeName: name, badge: false, agreementUntil: null };
  return (await transact(world.database.ctx(), (tx) => openMerchant(tx, about))).organisationId;
};

async function aDraft(merchantId: string, given: Record<string, unknown> = {}, by = maker) {
  const scan = await aPicture(world.app, maker, filesUrl("benefits.agreement_scan", city.id));
  const input = agreementInput({ scanFileId: scan, ...given });
  const drafted = await as(by, `/api/staff/merchants/${merchantId}/agreements`, input);
  expect(drafted.statusCode, drafted.body).toBe(201);
  return { id: drafted.json().id as string, url: `/api/staff/agreements/${drafted.json().id}`, input };
}

async function approved(merchantId: string, given: Record<string, unknown> = {}) {
  const draft = await aDraft(merchantId, given);
  expect((await as(maker, `${draft.url}/submit`, {})).statusCode).toBe(200);
  const answer = await as(checker, `${draft.url}/decision`, { revision: 1, verdict: "passed" });
  return { ...draft, answer };
}

/** Type, id and page of what waits for an account that checks at a city. */
const waitingFor = async (accountId: string, { node: path }: Organisation) => {
  const who = accountId.length === 36 ? accountId : crypto.randomUUID();
  const duties = [{ duty: "benefits.checker", path }];
  const actor = { kind: "staff", sessionId: who, accountId: who, name: "x", duties } as const;
  const all = await transact(world.database.ctx(actor), (tx) => listWaiting(tx, world.secrets));
  return all.map(({ type, id, link }) => [type, id, link]);
};

const accountOn = (merchantId: string, day: string) =>
  transact(world.database.ctx(), (tx) => bankAccountAt(tx.db, world.secrets, { merchantId, day }));

describe("an agreement", () => {
  test("drafted by one, approved by another: in force, with the account; the number is shown masked only", async () => {
    const merchantId = await aNewMerchant();
    const { answer, input } = await approved(merchantId);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({ state: "in_force", bank: { accountMasked: "**** 2233" } });
    const list = await as(maker, `/api/staff/merchants/${merchantId}/agreements`);
    expect(list.body).not.toContain(input.bank.account);
    expect(list.json().items[0].decisions).toMatchObject([{ verdict: "passed" }]);
    const merchant = await as(maker, `/api/staff/merchants/${merchantId}`);
    expect(merchant.json().agreement).toMatchObject({ state: "in_force", untilDay: inDays(364), provisional: false });
    expect(await accountOn(merchantId, inDays(0))).toMatchObject({ account: "620000112233", fromOn: inDays(-1) });
    expect(await accountOn(merchantId, inDays(-2))).toBeUndefined();
  });

  test("is not approved by whoever drafted, changed or handed it in", async () => {
    const merchantId = await aNewMerchant();
    const makes = await aDuty(world, city, "benefits.maker", "benefits.checker");
    const both = makes.cookie;
    const { id, url, input } = await aDraft(merchantId);
    const change = { ...input, bank: undefined, contractNumber: "改过的编号" };
    expect((await as(both, url, change, "PUT")).statusCode).toBe(200);
    await as(maker, `${url}/submit`, {});
    expect(await waitingFor("somebody else", city)).toContainEqual(["agreement", id, `/merchants/${merchantId}`]);
    expect(await waitingFor(makes.id, city)).not.toContainEqual(expect.arrayContaining([id]));
    expect(await waitingFor("somebody elsewhere", await aCity(world))).toEqual([]);
    const own = await as(both, `${url}/decision`, { revision: 2, verdict: "passed" });
    expect([own.statusCode, own.json().code]).toEqual([403, "benefits.maker_cannot_check"]);
    expect((await as(maker, `${url}/decision`, { revision: 2, verdict: "passed" })).statusCode).toBe(403);
    const old = await as(checker, `${url}/decision`, { revision: 1, verdict: "passed" });
    expect([old.statusCode, old.json().code]).toEqual([409, "benefits.changed_meanwhile"]);
    expect((await as(checker, `${url}/decision`, { revision: 2, verdict: "passed" })).statusCode).toBe(200);
  });

  test("is handed in whole, and refused with a reason that its maker reads; then handed in anew", async () => {
    const merchantId = await aNewMerchant();
    const { url, input } = await aDraft(merchantId, { scanFileId: null, bank: undefined });
    const early = await as(maker, `${url}/submit`, {});
    expect([early.statusCode, early.json().code, early.json().params]).toEqual([
      ...[422, "benefits.agreement_incomplete", { missing: "scan" }],
    ]);
    const scanFileId = await aPicture(world.app, maker, filesUrl("benefits.agreement_scan", city.id));
    const bank = agreementInput().bank;
    expect((await as(maker, url, { ...input, bank, scanFileId }, "PUT")).statusCode).toBe(200);
    await as(maker, `${url}/submit`, {});
    const silent = await as(checker, `${url}/decision`, { revision: 2, verdict: "refused" });
    expect(silent.json().code).toBe("decisions.note_missing");
    const refused = await as(checker, `${url}/decision`, { revision: 2, verdict: "refused", note: "公章不清楚" });
    expect(refused.json()).toMatchObject({ state: "refused", reason: "公章不清楚" });
    const again = await as(maker, `${url}/submit`, {});
    expect(again.json()).toMatchObject({ state: "submitted", revision: 3 });
    const passed = await as(checker, `${url}/decision`, { revision: 3, verdict: "passed" });
    expect(passed.json().state).toBe("in_force");
    expect((await as(maker, url, { ...input, bank: undefined }, "PUT")).json().code).toBe("benefits.wrong_state");
  });

  test("with an odd credit code is warned of and never blocked", async () => {
    const merchantId = await aNewMerchant();
    const odd = { creditCode: "91350100m000100y44", creditCodeReason: "早年的代码" };
    const { answer } = await approved(merchantId, odd);
    expect(answer.json()).toMatchObject({
      state: "in_force",
      creditCodeDoubt: "check",
      creditCode: "91350100M000100Y44",
    });
  });

  test("takes the place of what a merchant had without papers", async () => {
    const added = await as(maker, "/api/staff/merchants", { parentId: city.id, name: `老商户${++names}` });
    const merchantId = added.json().id;
    const before = await as(maker, `/api/staff/merchants/${merchantId}`);
    expect(before.json().agreement).toMatchObject({ state: "in_force", provisional: true, untilDay: null });
    const { answer } = await approved(merchantId, { startsOn: inDays(5) });
    expect(answer.json().state).toBe("to_come");
    const { items } = (await as(maker, `/api/staff/merchants/${merchantId}/agreements`)).json();
    expect(items.map((one: { endsOn: string; provisional: boolean }) => [one.provisional, one.endsOn])).toEqual([
      [false, inDays(364)],
      [true, inDays(4)],
    ]);
  });

  test("does not overlap another: of two approved at once, one is refused", async () => {
    const merchantId = await aNewMerchant();
    const drafts = [await aDraft(merchantId), await aDraft(merchantId, { startsOn: inDays(100), endsOn: inDays(500) })];
    for (const { url } of drafts) await as(maker, `${url}/submit`, {});
    const answers = await Promise.all(
      drafts.map(({ url }) => as(checker, `${url}/decision`, { revision: 1, verdict: "passed" })),
    );
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409]);
    expect(answers.find((answer) => answer.statusCode === 409)?.json().code).toBe("benefits.agreements_overlap");
  });

  test("ends at once when it is terminated, with the reason", async () => {
    const merchantId = await aNewMerchant();
    const { url } = await approved(merchantId);
    expect((await as(checker, `${url}/termination`, { reason: "违约" })).statusCode).toBe(403);
    const ended = await as(maker, `${url}/termination`, { reason: "违约" });
    expect(ended.json()).toMatchObject({ state: "terminated", reason: "违约" });
    expect((await as(maker, `${url}/termination`, { reason: "违约" })).json().code).toBe("benefits.wrong_state");
  });

  test.each([
    ["days in the wrong order", { startsOn: inDays(2), endsOn: inDays(1) }, 422],
    ["an account with letters", { bank: { bankName: "x", holder: "x", account: "62AB5566" } }, 400],
    ["a day that is none", { startsOn: "2026-02-30" }, 400],
  ])("is refused with %s", async (_what, given, status) => {
    const url = `/api/staff/merchants/${await aNewMerchant()}/agreements`;
    expect((await as(maker, url, agreementInput(given))).statusCode).toBe(status);
  });

  test("is kept by the union's own staff, signed in", async () => {
    const merchantId = await aNewMerchant();
    const { url } = await aDraft(merchantId);
    const elsewhere = (await aDuty(world, await aCity(world), "benefits.maker", "benefits.checker")).cookie;
    const list = `/api/staff/merchants/${merchantId}/agreements`;
    expect((await as("", list)).statusCode).toBe(401);
    expect((await as(elsewhere, list)).statusCode).toBe(404);
    expect((await as(elsewhere, `${url}/submit`, {})).statusCode).toBe(404);
    expect((await as(elsewhere, `${url}/decision`, { revision: 1, verdict: "passed" })).statusCode).toBe(404);
    expect((await as(checker, list, agreementInput())).statusCode).toBe(403);
  });
});

describe("another account", () => {
  const change = (given: object = {}) => ({
    ...{
      bankName: "北岸银行",
      holder: "测试家电有限公司",
      account: "6200 0099 8877",
      fromOn: inDays(3),
      reason: "换开户行",
    },
    ...given,
  });

  test("counts from its day, after a second person; days before keep the account that they had", async () => {
    const merchantId = await aNewMerchant();
    await approved(merchantId);
    const url = `/api/staff/merchants/${merchantId}/bank-accounts`;
    const asked = await as(maker, url, change());
    expect(asked.json().items[0]).toMatchObject({ state: "asked", accountMasked: "**** 8877", can: { decide: false } });
    expect((await as(maker, url, change())).json().code).toBe("benefits.account_change_waiting");
    expect(await accountOn(merchantId, inDays(10))).toMatchObject({ accountTail: "2233" });
    const decision = `/api/staff/bank-accounts/${asked.json().items[0].id}/decision`;
    expect((await as(maker, decision, { verdict: "passed" })).statusCode).toBe(403);
    expect((await as(checker, decision, { verdict: "passed" })).json().items[0].state).toBe("approved");
    expect(await accountOn(merchantId, inDays(2))).toMatchObject({ accountTail: "2233" });
    expect(await accountOn(merchantId, inDays(3))).toMatchObject({ account: "620000998877", bankName: "北岸银行" });
    expect((await as(checker, decision, { verdict: "passed" })).json().code).toBe("benefits.wrong_state");
  });

  test("never counts for days that are over, however late it is allowed", async () => {
    const merchantId = await aNewMerchant();
    await approved(merchantId);
    const url = `/api/staff/merchants/${merchantId}/bank-accounts`;
    expect((await as(maker, url, change({ fromOn: inDays(-1) }))).json().code).toBe("benefits.account_day_past");
    const asked = await as(maker, url, change({ fromOn: inDays(0) }));
    const { id } = asked.json().items[0];
    await transact(world.database.ctx(), (tx) =>
      sql`update benefits.bank_account set from_on = from_on - 30 where id = ${id}`.execute(tx.db),
    );
    await as(checker, `/api/staff/bank-accounts/${id}/decision`, { verdict: "passed" });
    expect(await accountOn(merchantId, inDays(-1))).toMatchObject({ accountTail: "2233" });
    expect(await accountOn(merchantId, inDays(0))).toMatchObject({ accountTail: "8877" });
  });

  test("that is refused changes nothing, and its asker never answers it", async () => {
    const merchantId = await aNewMerchant();
    await approved(merchantId);
    const both = (await aDuty(world, city, "benefits.maker", "benefits.checker")).cookie;
    const asked = await as(both, `/api/staff/merchants/${merchantId}/bank-accounts`, change({ fromOn: inDays(0) }));
    const decision = `/api/staff/bank-accounts/${asked.json().items[0].id}/decision`;
    expect((await as(both, decision, { verdict: "passed" })).json().code).toBe("benefits.maker_cannot_check");
    const refused = await as(checker, decision, { verdict: "refused", note: "户名不符" });
    expect(refused.json().items[0]).toMatchObject({ state: "refused", refusal: "户名不符" });
    expect(await accountOn(merchantId, inDays(0))).toMatchObject({ accountTail: "2233" });
  });
});
