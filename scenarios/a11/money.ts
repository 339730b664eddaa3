import assert from "node:assert/strict";
import { dayIn } from "../agreement.ts";
import type { Browser } from "../browser.ts";
import type { Scene } from "../stage.ts";
import type { Spent } from "./festival.ts";
import type { Festival, Shop } from "./make.ts";

export interface Settled {
  id: string;
  merchant: { name: string };
  totalFen: number;
}

const today = dayIn(0);
const passed = { revision: 1, verdict: "passed" };

/** Each merchant gets a statement and agrees with it: with a PIN at the till, the last one on paper. */
export async function settleFestival(scene: Scene, festival: Festival, spent: Spent): Promise<Settled[]> {
  const { maker, checker, organisationId, shops } = festival;
  const days = { fromDay: today.slice(0, 8).concat("01"), toDay: today };
  await checker.refused("/api/staff/settlements", { organisationId, ...days }, 403, "access.forbidden");
  const settlement = await maker.post("/api/staff/settlements", { organisationId, ...days });
  assert.equal(settlement.check.ok, true);
  const statements = settlement.statements as Settled[];
  const total = statements.reduce((sum, one) => sum + one.totalFen, 0);
  assert.deepEqual([statements.length, total], [shops.length, spent.subsidyFen]);
  for (const [index, { id, merchant }] of statements.entries()) {
    const { digest } = await maker.post(`/api/staff/statements/${id}/send`, { revision: 1 });
    const shop = shops.find((one) => one.name === merchant.name);
    assert.ok(shop);
    if (index === statements.length - 1) await signOnPaper(scene, maker, { id, digest });
    else await confirmAtTill(shop, { id, digest });
  }
  const [first] = statements;
  const other = shops.find(({ name }) => name !== first?.merchant.name);
  const seen = await other?.till.send("GET", `/api/till/statements/${first?.id}`);
  assert.equal(seen?.status, 404, "nobody reads another's");
  return statements;
}

async function confirmAtTill({ till, manager }: Shop, { id, digest }: { id: string; digest: string }): Promise<void> {
  const word = { clerkId: manager.id, pin: manager.pin, digest };
  const confirmed = await till.post(`/api/till/statements/${id}/confirmation`, word);
  assert.equal(confirmed.state, "confirmed");
}

async function signOnPaper(
  scene: Scene,
  maker: Browser,
  { id, digest }: { id: string; digest: string },
): Promise<void> {
  const about = `purpose=settlement.signed_statement&organisationId=${scene.city.city.id}`;
  const fileId = await maker.bringPicture(`/api/files?${about}`);
  const paper = { revision: 1, signedBy: "王会计", signedOn: today, codeEnd: digest.slice(-6), fileId };
  const url = `/api/staff/statements/${id}/paper-confirmation`;
  await maker.refused(url, { ...paper, codeEnd: "zzzzzz" }, 400, "http.invalid_request");
  assert.equal((await maker.post(url, paper)).confirmed.by, "王会计");
}

interface ToPay {
  festival: Festival;
  statements: readonly Settled[];
  spent: Spent;
}

/** Reviewed, approved, paid and locked by four people with four duties; then the books owe nothing and have paid it to the fen. */
export async function payFestival(scene: Scene, { festival, statements, spent }: ToPay): Promise<void> {
  const { maker } = festival;
  const people = await Promise.all(["accountant", "approver", "cashier"].map((login) => scene.staff(login)));
  const [accountant, approver, cashier] = people as [Browser, Browser, Browser];
  await assertBooks(festival, { redeemed: spent.subsidyFen, paid: 0 });
  for (const { id } of statements) {
    const url = `/api/staff/statements/${id}`;
    const payment = { ...passed, paidOn: today, bankReference: `A11-${id.slice(-6)}` };
    for (const other of [maker, approver, cashier])
      await other.refused(`${url}/review`, passed, 403, "access.forbidden");
    await accountant.post(`${url}/review`, passed);
    await approver.refused(`${url}/approve`, passed, 409, "settlement.not_ready_to_pay");
    const invoice = { number: `2444200000${id.slice(-10)}`, on: today };
    assert.equal((await maker.send("PUT", `${url}/invoice`, { body: invoice })).status, 200);
    await cashier.refused(`${url}/payment`, payment, 409, "settlement.wrong_state");
    await approver.post(`${url}/approve`, passed);
    const paid = await cashier.post(`${url}/payment`, payment);
    assert.match(paid.payee.account, /^\*{4} 22\d\d$/);
    const look = { purpose: "benefit" };
    await maker.refused(`${url}/account`, look, 403, "access.forbidden");
    assert.match((await cashier.post(`${url}/account`, look)).value, /^6200001122\d\d$/);
    await cashier.refused(`${url}/payment`, payment, 409, "settlement.wrong_state");
    await cashier.refused(`${url}/lock`, passed, 403, "access.forbidden");
    assert.equal((await accountant.post(`${url}/lock`, passed)).state, "locked");
    assert.equal((await maker.post(`${url}/verify`)).ok, true);
  }
  await assertBooks(festival, { redeemed: 0, paid: spent.subsidyFen });
  const settlement = await maker.get(`/api/staff/settlements/${await settlementOf(maker, statements)}`);
  assert.deepEqual([settlement.check.ok, settlement.check.differences], [true, []]);
}

const settlementOf = async (maker: Browser, [first]: readonly Settled[]): Promise<string> =>
  (await maker.get(`/api/staff/statements/${first?.id}`)).settlementId;

/** What the ledger of the source says, whose budget item and figures others read too. */
async function assertBooks(
  { maker, organisationId, fundSourceId }: Festival,
  wanted: { redeemed: number; paid: number },
): Promise<void> {
  const year = new Date().getUTCFullYear();
  const query = `organisationId=${organisationId}&fromDay=${year}-01-01&toDay=${year}-12-31`;
  const { items } = await maker.get(`/api/staff/value-ledger?${query}`);
  const source = items.find((one: { id: string }) => one.id === fundSourceId);
  const closing = (account: string): number =>
    source.accounts.find((one: { account: string }) => one.account === account)?.closingFen ?? 0;
  assert.equal(source.budgetItem, "职工服务支出");
  assert.deepEqual({ redeemed: closing("redeemed"), paid: closing("paid") }, wanted);
}
