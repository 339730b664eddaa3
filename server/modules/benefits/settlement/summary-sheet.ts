import type { WriteSheet } from "hucre";
import { moneyInCapitals } from "./capitals.rules.ts";
import type { SettlementRow } from "./settlement.store.ts";
import { columnName, looks, SheetBuilder, yuan } from "./sheet.ts";
import type { SheetSums } from "./statement-sheet.ts";
import type { WholeStatement } from "./statement-view.service.ts";

const states = {
  ...{ draft: "草稿", sent: "待商户确认", disputed: "有异议", confirmed: "商户已确认", reviewed: "已复核" },
  ...{ approved: "已审批", paid: "已付款", locked: "已归档", void: "作废" },
} as const;

/** Excel takes 31 letters and none of these signs; the number keeps names apart. */
export const sheetName = ({ statement }: WholeStatement): string =>
  `${statement.number} ${statement.tradeName.replace(/[\\/?*[\]:']/g, " ")}`.slice(0, 31);

/** Each column with its width and the look of its cells. */
const columns = [
  ...([
    ["序号", 6, "count"],
    ["结算单号", 15, "text"],
    ["商户", 18, "text"],
    ["收款单位", 26, "text"],
  ] as const),
  ...([
    ["统一社会信用代码", 22, "text"],
    ["合同编号", 18, "text"],
    ["开户银行", 24, "text"],
  ] as const),
  ...([
    ["银行账号", 24, "text"],
    ["笔数", 9, "count"],
    ["消费金额(元)", 16, "money"],
  ] as const),
  ...([
    ["补贴金额(元)", 16, "money"],
    ["发票号码", 18, "text"],
    ["状态", 14, "text"],
  ] as const),
] as const;

interface Summary {
  settlement: SettlementRow;
  union: string;
  statements: readonly WholeStatement[];
  /** The sheets of the statements, in the same order. */
  sheets: readonly SheetSums[];
}

/** The sheet in front: one row per merchant, whose figures and sums are formulas. */
export function summarySheet(summary: Summary): WriteSheet {
  const { settlement, union, statements } = summary;
  const sheet = new SheetBuilder(columns.length);
  sheet.line(`${union}消费券结算汇总表`, looks.title, 32);
  const days = `${settlement.fromDay} 至 ${settlement.toDay}`;
  sheet.line(`结算期间:${days}    商户:${statements.length} 家    单位:元`);
  sheet.empty();
  const titles = columns.map(([title]) => title);
  const head = sheet.add(titles, looks.head);
  addMerchants(sheet, summary);
  addSums(sheet, head + 1, statements);
  sheet.empty();
  sheet.line(
    "经办:____________      复核:____________      审批:____________      出纳:____________      日期:____________",
  );
  return sheet.build({
    name: "汇总",
    columns: columns.map(([, width]) => ({ width })),
    titles: `$${head}:$${head}`,
    headerFooter: { oddFooter: "&C第 &P 页,共 &N 页" },
  });
}

function addMerchants(sheet: SheetBuilder, { statements, sheets }: Summary): void {
  const styles = columns.map(([, , look]) => looks[look]);
  for (const [index, whole] of statements.entries()) {
    const { statement, payee } = whole;
    const from = (column: string, fen: number) => ({
      ...{ formula: `'${sheetName(whole)}'!${column}${sheets[index]?.totalRow}`, value: yuan(fen), style: looks.money },
    });
    const cells = [
      ...[index + 1, statement.number, statement.tradeName, payee.legalName, payee.creditCode ?? ""],
      ...[payee.contractNumber ?? "", payee.bank ?? "", payee.account ?? "", statement.lines],
      ...[from("H", statement.amountFen), from("I", statement.totalFen)],
      ...[statement.invoiceNumber ?? "", states[statement.state]],
    ];
    sheet.add(cells, styles);
  }
}

/** The sums of the rows from `first` to the one above, and the amount in capitals. */
function addSums(sheet: SheetBuilder, first: number, statements: readonly WholeStatement[]): void {
  const last = sheet.next - 1;
  const sum = (column: number, value: number) => {
    const letter = columnName(column);
    const formula = statements.length === 0 ? "0" : `SUM(${letter}${first}:${letter}${last})`;
    return { formula, value, style: looks.sum };
  };
  const all = (of: (one: WholeStatement["statement"]) => number) =>
    statements.reduce((total, { statement }) => total + of(statement), 0);
  const count = sum(
    8,
    all(({ lines }) => lines),
  );
  const total = all(({ totalFen }) => totalFen);
  const row = sheet.add(
    [
      ...["合计", null, null, null, null, null, null, null],
      { ...count, style: { ...looks.sum, numFmt: "#,##0" } },
      ...[sum(9, yuan(all(({ amountFen }) => amountFen))), sum(10, yuan(total)), null, null],
    ],
    looks.sumLabel,
  );
  sheet.merge(row, 0, 7);
  sheet.line(`补贴金额合计(大写):${moneyInCapitals(total)}`, looks.label, 24);
}
