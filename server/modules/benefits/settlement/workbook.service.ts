import { writeXlsx } from "hucre/xlsx";
import type { Actor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import type { Secrets } from "#kernel/secrets/secrets";
import { fullNameOf } from "../organisations.ts";
import { seeingAll } from "../sight.ts";
import { maskedPayee } from "./payee.ts";
import { maySeeAccount } from "./settlement.policy.ts";
import { getSettlement } from "./settlement-view.service.ts";
import { listOfSettlement } from "./statement.store.ts";
import { statementSheet } from "./statement-sheet.ts";
import { getForStaff, loadWhole, type WholeStatement } from "./statement-view.service.ts";
import { sheetName, summarySheet } from "./summary-sheet.ts";

export interface Workbook {
  name: string;
  bytes: Uint8Array;
}

/** One statement as a workbook; who took it is written down. */
export async function statementWorkbook(ctx: Ctx, secrets: Secrets, id: string): Promise<Workbook> {
  const whole = await transact(ctx, async (tx) => {
    const statement = shownTo(tx.actor, await loadWhole(tx, secrets, await getForStaff(tx, id)));
    const { node } = statement.statement;
    const detail = { rows: statement.lines.length };
    await record(tx, { node, action: "settlement.statement_exported", object: { type: "statement", id }, detail });
    return statement;
  });
  const { sheet } = statementSheet(whole, whole.statement.number);
  return {
    name: `${whole.statement.number} ${whole.statement.tradeName}.xlsx`,
    bytes: await writeXlsx({ sheets: [sheet] }),
  };
}

/** Accounts are whole in the workbooks of those who pay, and masked in everybody else's. */
const shownTo = (actor: Actor, whole: WholeStatement): WholeStatement =>
  maySeeAccount(actor, whole.statement) ? whole : { ...whole, payee: maskedPayee(whole.payee) };

/** All statements of a settlement in one workbook, with a summary in front whose sums are formulas; who took it is written down. */
export async function settlementWorkbook(ctx: Ctx, secrets: Secrets, id: string): Promise<Workbook> {
  const { settlement, union, statements } = await transact(ctx, (tx) => loadAll(tx, secrets, id));
  const sheets = statements.map((whole) => statementSheet(whole, sheetName(whole)));
  const summary = summarySheet({ settlement, union, statements, sheets });
  const bytes = await writeXlsx({ sheets: [summary, ...sheets.map((one) => one.sheet)] });
  return { name: `${union} ${settlement.fromDay} 至 ${settlement.toDay} 结算汇总.xlsx`, bytes };
}

async function loadAll(tx: Tx, secrets: Secrets, id: string) {
  const settlement = await getSettlement(tx, id);
  const rows = await seeingAll(tx, () => listOfSettlement(tx.db, id));
  const statements: WholeStatement[] = [];
  for (const row of rows)
    if (row.state !== "void") statements.push(shownTo(tx.actor, await loadWhole(tx, secrets, row)));
  const detail = { statements: statements.length, rows: statements.reduce((sum, one) => sum + one.lines.length, 0) };
  const object = { type: "settlement", id };
  await record(tx, { node: settlement.node, action: "settlement.workbook_exported", object, detail });
  return { settlement, union: await fullNameOf(tx.db, settlement.organisationId), statements };
}
