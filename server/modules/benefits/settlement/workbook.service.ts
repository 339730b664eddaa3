import { writeXlsx } from "hucre/xlsx";
import { type Ctx, type Tx, transact } from "#kernel/context";
import type { Secrets } from "#kernel/secrets/secrets";
import { fullNameOf } from "../organisations.ts";
import { seeingAll } from "../sight.ts";
import { moneyInCapitals } from "./capitals.rules.ts";
import type { SettlementRow } from "./settlement.store.ts";
import { getSettlement } from "./settlement-view.service.ts";
import { columnName, looks, SheetBuilder, yuan } from "./sheet.ts";
import { listOfSettlement } from "./statement.store.ts";
import { type SheetSums, statementSheet } from "./statement-sheet.ts";
import { getForStaff, loadWhole, type WholeStatement } from "./statement-view.service.ts";

export interface Workbook {
  name: string;
  bytes: Uint8Array;
}

const states = {
  ...{ draft: "草稿", sent: "待商户确认", disputed: "有异议", confirmed: "商户已确认", reviewed: "已复核" },
  ...{ approved: "已审批", paid: "已付款", locked: "已归档", void: "作废" },
} as const;

/** One statement as a workbook. */
export async function statementWorkbook(ctx: Ctx, secrets: Secrets, id: string): Promise<Workbook> {
  const whole = await transact(ctx, async (tx) => loadWhole(tx, secrets, await getForStaff(tx, id)));
  const { sheet } = statementSheet(whole, whole.statement.number);
  return {
    name: `${whole.statement.number} ${whole.statement.tradeName}.xlsx`,
    bytes: await writeXlsx({ sheets: [sheet] }),
  };
}

/** All statements of a settlement in one workbook, with a summary in front whose sums are formulas. */
export async function settlementWorkbook(ctx: Ctx, secrets: Secrets, id: string): Promise<Workbook> {
  const { settlement, union, statements } = await transact(ctx, (tx) => loadAll(tx, secrets, id));
  const sheets = statements.map((whole) => statementSheet(whole, sheetName(whole)));
  const summary = summarySheet(settlement, union, statements, sheets);
  const bytes = await writeXlsx({ sheets: [summary, ...sheets.map((one) => one.sheet)] });
  return { name: `${union} ${settlement.fromDay} 至 ${settlement.toDay} 结算汇总.xlsx`, bytes };
}

async function loadAll(tx: Tx, secrets: Secrets, id: string) {
  const settlement = await getSettlement(tx, id);
  const rows = await seeingAll(tx, () => listOfSettlement(tx.db, id));
  const statements: WholeStatement[] = [];
  for (const row of rows) if (row.state !== "void") statements.push(await loadWhole(tx, secrets, row));
  return { settlement, union: await fullNameOf(tx.db, settlement.organisationId), statements };
}

/** Excel takes 31 letters and none of these signs; the number keeps names apart. */
const sheetName = ({ statement }: WholeStatement): string =>
  `${statement.number} ${statement.tradeName.replace(/[\\/?*[\]:']/g, " ")}`.slice(0, 31);

const columns = [
  ...["序号", "结算单号", "商户", "收款单位", "统一社会信用代码", "合同编号", "开户银行", "银行账号", "笔数"],
  ...["消费金额(元)", "补贴金额(元)", "发票号码", "状态"],
] as const;
const widths = [6, 15, 18, 26, 22, 18, 24, 24, 9, 16, 16, 18, 14];

function summarySheet(
  { fromDay, toDay }: SettlementRow,
  union: string,
  statements: readonly WholeStatement[],
  sheets: readonly SheetSums[],
) {
  const sheet = new SheetBuilder(columns.length);
  sheet.line(`${union}消费券结算汇总表`, looks.title, 32);
  sheet.line(`结算期间:${fromDay} 至 ${toDay}    商户:${statements.length} 家    单位:元`);
  sheet.empty();
  const head = sheet.add([...columns], looks.head);
  const first = sheet.next;
  for (const [index, whole] of statements.entries()) {
    const { statement, payee } = whole;
    const from = (column: string, fen: number) => ({
      ...{ formula: `'${sheetName(whole)}'!${column}${sheets[index]?.totalRow}`, value: yuan(fen), style: looks.money },
    });
    sheet.add(
      [
        ...[
          index + 1,
          statement.number,
          statement.tradeName,
          payee.legalName,
          payee.creditCode ?? "",
          payee.contractNumber ?? "",
        ],
        ...[payee.bank ?? "", payee.account ?? "", statement.lines],
        ...[
          from("H", statement.amountFen),
          from("I", statement.totalFen),
          statement.invoiceNumber ?? "",
          states[statement.state],
        ],
      ],
      [
        ...[
          looks.count,
          looks.text,
          looks.text,
          looks.text,
          looks.text,
          looks.text,
          looks.text,
          looks.text,
          looks.count,
        ],
        ...[looks.money, looks.money, looks.text, looks.text],
      ],
    );
  }
  const last = sheet.next - 1;
  const sum = (column: number, value: number) => {
    const letter = columnName(column);
    return {
      formula: statements.length === 0 ? "0" : `SUM(${letter}${first}:${letter}${last})`,
      value,
      style: looks.sum,
    };
  };
  const total = statements.reduce((all, { statement }) => all + statement.totalFen, 0);
  const amount = statements.reduce((all, { statement }) => all + statement.amountFen, 0);
  const count = statements.reduce((all, { statement }) => all + statement.lines, 0);
  const row = sheet.add(
    [
      ...["合计", null, null, null, null, null, null, null],
      ...[
        { ...sum(8, count), style: { ...looks.sum, numFmt: "#,##0" } },
        sum(9, yuan(amount)),
        sum(10, yuan(total)),
        null,
        null,
      ],
    ],
    looks.sumLabel,
  );
  sheet.merge(row, 0, 7);
  sheet.line(`补贴金额合计(大写):${moneyInCapitals(total)}`, looks.label, 24);
  sheet.empty();
  sheet.line(
    "经办:____________      复核:____________      审批:____________      出纳:____________      日期:____________",
  );
  return sheet.build({
    name: "汇总",
    columns: widths.map((width) => ({ width })),
    titles: `$${head}:$${head}`,
    headerFooter: { oddFooter: "&C第 &P 页,共 &N 页" },
  });
}
