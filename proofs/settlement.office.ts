import { dayOf } from "../server/kernel/business-day.ts";
import { Problem } from "../server/kernel/problem.ts";
import { confirmStatement, disputeStatement } from "../server/modules/benefits/settlement/confirm-statement.service.ts";
import { decideStatement } from "../server/modules/benefits/settlement/decide-statement.service.ts";
import { openSettlement } from "../server/modules/benefits/settlement/draft-settlement.service.ts";
import {
  answerDispute,
  noteInvoice,
  redraftStatement,
  sendStatement,
} from "../server/modules/benefits/settlement/hand-over.service.ts";
import { getSettlementView } from "../server/modules/benefits/settlement/settlement-view.service.ts";
import { getStatementView } from "../server/modules/benefits/settlement/statement-view.service.ts";
import { verifyStatement } from "../server/modules/benefits/settlement/verify-statement.service.ts";
import type { SeededRandom } from "./random.ts";
import { clerkPin, type SettlementWorld } from "./settlement.world.ts";

/** What came of one period. */
export interface Period {
  statements: number;
  lines: number;
  totalFen: number;
  /** What a statement would say that only looks at the redemptions of its days. */
  naiveFen: number;
  faults: string[];
}

/** Settles what happened, two officers at once, and takes every statement through all hands to the bank. */
export async function settlePeriod(
  world: SettlementWorld,
  random: SeededRandom,
  { number, naiveFrom }: { number: number; naiveFrom: Date },
): Promise<Period> {
  const { staff, organisationId } = world;
  const today = dayOf(new Date());
  const open = () => openSettlement(staff.maker, { organisationId, fromDay: today, toDay: today, campaignIds: [] });
  const opened = await Promise.allSettled([open(), open()]);
  const ids = opened.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  for (const one of opened) if (one.status === "rejected" && !(one.reason instanceof Problem)) throw one.reason;
  const naiveFen = await naively(world, naiveFrom);
  const period: Period = { statements: 0, lines: 0, totalFen: 0, naiveFen, faults: [] };
  for (const id of ids) {
    const { statements, check } = await getSettlementView(staff.maker, id);
    if (!check.ok) period.faults.push(`period ${number}: ${JSON.stringify(check.differences.slice(0, 3))}`);
    for (const statement of statements) {
      const paid = await passOn(world, random, statement);
      period.statements += 1;
      period.lines += paid.lines;
      period.totalFen += paid.totalFen;
    }
  }
  return period;
}

/** One statement through every hand; now and then its merchant objects to a line first. */
async function passOn(
  world: SettlementWorld,
  random: SeededRandom,
  { id, merchant }: { id: string; merchant: { id: string } },
): Promise<{ lines: number; totalFen: number }> {
  const { staff, use } = world;
  const shop = world.shops.find((one) => one.merchantId === merchant.id);
  if (shop === undefined) throw new Error("a statement of a stranger");
  const read = () => getStatementView(staff.maker, use.secrets, id);
  const send = async () => {
    await sendStatement(staff.maker, { id, revision: (await read()).revision });
    return { id, clerkId: shop.first, pin: clerkPin, digest: (await read()).digest ?? "" };
  };
  let signed = await send();
  if (random.chance(0.2)) {
    await disputeStatement(shop.till, use.secrets, { ...signed, disputes: [{ position: 1, reason: "请核对" }] });
    const { disputes, revision } = await read();
    for (const dispute of disputes)
      await answerDispute(staff.maker, { id, disputeId: dispute.id, answer: "无误", leaveOut: false });
    await redraftStatement(staff.maker, { id, revision });
    signed = await send();
  }
  await confirmStatement(shop.till, use.secrets, signed);
  await noteInvoice(staff.maker, { id, number: `${id.slice(-12)}`, on: dayOf(new Date()), fileId: null });
  const { revision, lines, totalFen } = await read();
  const decided = { id, revision, verdict: "passed" as const, note: "", fileId: null };
  await decideStatement(staff.accountant, use.secrets, { ...decided, step: "review", accountSeen: true });
  await decideStatement(staff.approver, use.secrets, { ...decided, step: "approve" });
  const payment = { paidOn: dayOf(new Date()), bankReference: id };
  await decideStatement(staff.cashier, use.secrets, { ...decided, step: "pay", ...payment });
  await decideStatement(staff.accountant, use.secrets, { ...decided, step: "lock" });
  return { lines, totalFen };
}

/** The control: the redemptions of the period that stand now, without what was taken back from earlier ones. */
async function naively({ stage }: SettlementWorld, from: Date): Promise<number> {
  const { rows } = await stage.owner.query<{ fen: string }>(
    "select coalesce(sum(off_fen), 0) as fen from benefits.redemption where redeemed_at >= $1 and undone_at is null",
    [from],
  );
  return Number(rows[0]?.fen);
}

const touches = [
  "off_fen = off_fen + 1",
  "amount_fen = amount_fen - 100",
  "receipt = 'X'",
  "store_name = store_name || '.'",
  "at = at + interval '1 second'",
] as const;

/** Changes single lines past every wall, one at a time, and asks whether the statement still stands. */
export async function tamper(world: SettlementWorld, random: SeededRandom, times: number) {
  const { stage, staff } = world;
  const { rows } = await stage.owner.query<{ id: string; statementId: string }>(
    `select id, statement_id as "statementId" from benefits.statement_line order by id`,
  );
  let found = 0;
  for (let tried = 0; tried < times; tried++) {
    const { id, statementId } = random.pick(rows);
    if (!(await verifyStatement(staff.maker, statementId)).ok)
      throw new Error("a statement that nobody touched does not verify");
    const { rows: before } = await stage.owner.query("select * from benefits.statement_line where id = $1", [id]);
    await stage.owner.query("alter table benefits.statement_line disable trigger user");
    await stage.owner.query(`update benefits.statement_line set ${random.pick(touches)} where id = $1`, [id]);
    if (!(await verifyStatement(staff.maker, statementId)).ok) found++;
    const { amount_fen, off_fen, receipt, store_name, at } = before[0] as Record<string, unknown>;
    await stage.owner.query(
      "update benefits.statement_line set amount_fen = $2, off_fen = $3, receipt = $4, store_name = $5, at = $6 where id = $1",
      [id, amount_fen, off_fen, receipt, store_name, at],
    );
    await stage.owner.query("alter table benefits.statement_line enable trigger user");
  }
  return { tried: times, found };
}
