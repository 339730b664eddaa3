import type { WriteSheet } from "hucre";
import { atBusinessPlace } from "#kernel/business-day";
import { moneyInCapitals } from "./capitals.rules.ts";
import { type Subtotal, spendingOf, subtotals } from "./lines.rules.ts";
import type { ShownLine } from "./lines.store.ts";
import { columnName, looks, SheetBuilder, yuan } from "./sheet.ts";
import { voucherNumber, type WholeStatement } from "./statement-view.service.ts";

const columns = [
  ...[
    "序号",
    "时间",
    "门店",
    "店员",
    "券种",
    "券号",
    "面值(元)",
    "消费金额(元)",
    "补贴金额(元)",
    "小票号",
    "说明",
    "资金来源",
  ],
] as const;
const widths = [6, 17, 20, 9, 22, 13, 11, 14, 14, 14, 26, 20];
const spending = 7;
const subsidy = 8;

const kinds = { redemption: "核销", undo: "撤销", reversal: "退货冲回", difference: "断网差异(工会承担)" } as const;

/** Where the workbook's summary finds this statement's sums. */
export interface SheetSums {
  sheet: WriteSheet;
  /** The row, as Excel counts, of the sums under the lines. */
  totalRow: number;
}

/** One statement as a sheet for print: who, what, line by line, sums as formulas, places to sign. */
export function statementSheet(whole: WholeStatement, name: string): SheetSums {
  const { statement, lines } = whole;
  const sheet = new SheetBuilder(columns.length);
  sheet.line("消费券结算单", looks.title, 32);
  addHead(sheet, whole);
  const headRow = sheet.add([...columns], looks.head);
  const first = sheet.next;
  for (const line of lines) addLine(sheet, line);
  const totalRow = addTotal(sheet, lines, first);
  addSubtotals(sheet, lines);
  addDifferences(sheet, whole);
  addEnd(sheet, whole);
  return {
    totalRow,
    sheet: sheet.build({
      name,
      columns: widths.map((width) => ({ width })),
      titles: `$${headRow}:$${headRow}`,
      headerFooter: { oddFooter: `&L${statement.number}&C第 &P 页,共 &N 页&R${whole.union.replaceAll("&", "&&")}` },
    }),
  };
}

function addHead(sheet: SheetBuilder, { statement, union, payee, lines }: WholeStatement): void {
  const campaigns = [...new Set(lines.map((line) => line.campaignTitle))].join("、");
  const pairs: [string, string, string, string][] = [
    [
      "结算单号",
      `${statement.number}(第 ${statement.revision} 稿)`,
      "结算期间",
      `${statement.fromDay} 至 ${statement.toDay}`,
    ],
    ["付款单位", union, "活动", campaigns],
    ["收款单位", payee.legalName, "统一社会信用代码", payee.creditCode ?? ""],
    ["合同编号", payee.contractNumber ?? "", "开户银行", payee.bank ?? ""],
    ["账户名称", payee.accountName ?? "", "银行账号", payee.account ?? ""],
  ];
  for (const [a, b, c, d] of pairs) {
    const { label, text } = { label: looks.sumLabel, text: looks.text };
    const row = sheet.add(
      [a, null, b, null, null, null, c, null, d, null, null, null],
      [...[label, label, text, text, text, text, label, label, text, text, text, text]],
    );
    for (const [from, to] of [
      [0, 1],
      [2, 5],
      [6, 7],
      [8, 11],
    ] as const)
      sheet.merge(row, from, to);
  }
  const { accountChange } = statement;
  if (accountChange !== null)
    sheet.line(
      `注意:收款账户自 ${accountChange.since} 起由 ${accountChange.before} 变更为 ${accountChange.after}。`,
      looks.label,
    );
  sheet.empty();
}

/** A moment as the place of business reads it. */
export function momentOf(at: Date): string {
  const { year, month, day, hour, minute } = atBusinessPlace(at);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}

function addLine(sheet: SheetBuilder, line: ShownLine): void {
  const { text, money } = looks;
  sheet.add(
    [
      ...[line.position, momentOf(line.at), line.storeName, line.clerkName, `${line.campaignTitle} ${line.kindTitle}`],
      ...[
        voucherNumber(line.claimId),
        yuan(line.faceFen),
        yuan(spendingOf(line)),
        yuan(line.offFen),
        line.receipt ?? "",
      ],
      ...[sayingOf(line), line.fundName],
    ],
    [looks.count, text, text, text, text, text, money, money, money, text, text, text],
  );
}

function sayingOf(line: ShownLine): string {
  const parts: string[] = [kinds[line.kind]];
  if (line.correctsNumber !== null) parts.push(`冲 ${line.correctsNumber} 第 ${line.correctsPosition} 行`);
  if (line.offline && line.kind === "redemption") parts.push("断网接受");
  if (line.late) parts.push("上期补列");
  if (line.note !== null) parts.push(line.note);
  return parts.join(";");
}

function addTotal(sheet: SheetBuilder, lines: readonly ShownLine[], first: number): number {
  const last = sheet.next - 1;
  const sum = (column: number, fen: number) => {
    const letter = columnName(column);
    return {
      formula: lines.length === 0 ? "0" : `SUM(${letter}${first}:${letter}${last})`,
      value: yuan(fen),
      style: looks.sum,
    };
  };
  const amountFen = lines.reduce((all, line) => all + spendingOf(line), 0);
  const totalFen = lines.reduce((all, line) => all + line.offFen, 0);
  const row = sheet.add(
    ["合计", null, null, null, null, null, null, sum(spending, amountFen), sum(subsidy, totalFen), null, null, null],
    looks.sumLabel,
  );
  sheet.merge(row, 0, 6);
  const capitals = sheet.add(
    ["补贴金额(大写)", null, null, moneyInCapitals(totalFen)],
    [
      ...[
        looks.sumLabel,
        looks.sumLabel,
        looks.sumLabel,
        { ...looks.sumLabel, alignment: { horizontal: "left" } } as const,
      ],
    ],
  );
  sheet.merge(capitals, 0, 2);
  sheet.merge(capitals, 3, columns.length - 1);
  sheet.empty();
  return row;
}

function addSubtotals(sheet: SheetBuilder, lines: readonly ShownLine[]): void {
  const tables: [string, Subtotal[]][] = [
    ["按门店", subtotals(lines, (line) => ({ id: line.storeId, name: line.storeName }))],
    [
      "按券种(面值)",
      subtotals(lines, (line) => ({ id: line.kindId, name: `${line.campaignTitle} ${line.kindTitle}` })),
    ],
    ["按资金来源", subtotals(lines, (line) => ({ id: line.fundSourceId, name: line.fundName }))],
  ];
  for (const [title, rows] of tables) {
    const merge = (row: number) => {
      sheet.merge(row, 0, 3);
    };
    merge(sheet.add([title, null, null, null, "行数", "消费金额(元)", "补贴金额(元)"], looks.head));
    for (const { name, lines: count, amountFen, offFen } of rows)
      merge(
        sheet.add(
          [name, null, null, null, count, yuan(amountFen), yuan(offFen)],
          [...[looks.text, looks.text, looks.text, looks.text, looks.count, looks.money, looks.money]],
        ),
      );
    sheet.empty();
  }
}

function addDifferences(sheet: SheetBuilder, { differences }: WholeStatement): void {
  if (differences.length === 0) return;
  sheet.line("断网收券差异及处理", looks.label);
  const row = sheet.add(
    ["时间", null, "门店", "店员", "消费金额(元)", "情况", "承担方", "工会承担(元)", "处理说明"],
    looks.head,
  );
  sheet.merge(row, 0, 1);
  for (const one of differences) {
    const settled = one.handledAt === null ? "待处理" : one.borneBy === "union" ? "工会" : "商户";
    const at = sheet.add(
      [
        ...[momentOf(one.acceptedAt), null, one.storeName, one.clerkName ?? "", yuan(one.amountFen)],
        ...[
          one.outcome === "double" ? "重复使用" : "没有核销",
          settled,
          yuan(one.borneFen ?? 0),
          one.handlingNote ?? "",
        ],
      ],
      [
        ...[
          looks.text,
          looks.text,
          looks.text,
          looks.text,
          looks.money,
          looks.text,
          looks.text,
          looks.money,
          looks.text,
        ],
      ],
    );
    sheet.merge(at, 0, 1);
  }
  sheet.empty();
}

function addEnd(sheet: SheetBuilder, { statement, history }: WholeStatement): void {
  const { invoiceNumber, invoiceOn, paidOn, bankReference, digest } = statement;
  sheet.line(`发票号码:${invoiceNumber ?? "________________"}    开票日期:${invoiceOn ?? "________________"}`);
  sheet.line(`付款日期:${paidOn ?? "________________"}    银行流水号:${bankReference ?? "________________"}`);
  const by = (step: string) =>
    history.findLast((one) => one.step === step && one.revision === statement.revision)?.byName ?? "";
  sheet.empty();
  const signed = (label: string, step: string) => `${label}:${by(step)}${by(step) === "" ? "____________" : ""}`;
  const row = sheet.add([
    ...[
      `商户确认:${statement.confirmedByName ?? "____________"}`,
      null,
      signed("经办", "sent"),
      null,
      signed("复核", "reviewed"),
      null,
    ],
    ...[signed("审批", "approved"), null, signed("出纳", "paid"), null, "签章日期:____________", null],
  ]);
  for (const from of [0, 2, 4, 6, 8, 10]) sheet.merge(row, from, from + 1);
  if (digest !== null) sheet.line(`明细校验码(SHA-256):${digest.toString("hex")}`);
}
