import {
  type Column,
  compileSheet,
  type Defect,
  type GivenLine,
  judgeTyped,
  type Proposal,
  type Values,
} from "#engines/sheets";
import { normalisePhone } from "#kernel/phone";
import { invalid } from "#kernel/problem";
import { normaliseCreditCode } from "#wire/credit-code";
import { doubtOf, readAccount } from "./agreement.rules.ts";

const text = (key: string, title: string, maxLength: number, synonyms: string[] = []): Column => ({
  ...{ key, title, synonyms, kind: "text", maxLength },
});
const needed = (column: Column): Column => ({ ...column, required: true });

/** Merchants whom the union wants to take in, a row for each store; the same is asked as of who applies by phone. */
export const merchantSchema = compileSheet({
  kind: "merchants",
  title: "商户名单",
  columns: [
    needed(text("tradeName", "商户名称", 60, ["招牌", "店名", "商户", "商家名称", "品牌"])),
    needed(text("legalName", "单位全称", 100, ["营业执照名称", "企业名称", "公司名称", "法定名称"])),
    {
      ...needed(text("creditCode", "统一社会信用代码", 30, ["社会信用代码", "信用代码", "税号"])),
      guidance: "同一个代码的几行是同一个商户的几家门店。",
    },
    needed(text("contactName", "联系人", 40, ["负责人", "联系人姓名", "经办人"])),
    {
      ...needed(text("phone", "联系人手机", 20, ["手机", "手机号", "手机号码", "联系电话", "联系方式"])),
      ...{ sensitive: true, guidance: "11 位手机号,能收到办理进度。" },
    },
    needed(text("trade", "经营类别", 40, ["行业", "类别", "经营范围", "业态"])),
    needed(text("storeName", "门店名称", 60, ["门店", "分店", "店铺名称"])),
    needed(text("storeAddress", "门店地址", 200, ["地址", "店铺地址", "经营地址"])),
    text("storePhone", "门店电话", 30, ["店铺电话", "座机"]),
    text("bankName", "开户行", 80, ["开户银行", "银行"]),
    text("bankHolder", "账户名称", 100, ["户名", "开户名称", "收款户名"]),
    {
      ...text("bankAccount", "银行账号", 60, ["账号", "收款账号", "对公账号"]),
      ...{ sensitive: true, guidance: "按文本填写。加密保存,另一人批准后才用。" },
    },
  ],
  check: ({ phone, bankName, bankHolder, bankAccount }) => {
    const wrong: Defect[] = [];
    if (typeof phone === "string" && normalisePhone(phone) === undefined)
      wrong.push({ column: "phone", code: "sheets.phone" });
    const bank = [bankName, bankHolder, bankAccount].filter((part) => (part ?? null) !== null);
    if (bank.length > 0 && bank.length < 3) wrong.push({ column: "bankAccount", code: "merchant.bank_incomplete" });
    if (typeof bankAccount === "string" && readAccount(bankAccount) === undefined)
      wrong.push({ column: "bankAccount", code: "merchant.bank_account" });
    return wrong;
  },
});

/** What a company types of itself, by phone. */
export interface TypedApplication {
  legalName: string;
  tradeName: string;
  creditCode: string;
  contactName: string;
  trade: string;
  stores: readonly { name: string; address: string; phone: string }[];
}

/**
 * Judges an application as the list's rows of one merchant, a row for each store, and gives it cleaned. `today` is "YYYY-MM-DD". Throws as
 * `judgeTyped`, and merchant.store_twice.
 */
export function judgeApplication<Typed extends TypedApplication>(typed: Typed, today: string): Typed {
  const { legalName, tradeName, creditCode, contactName, trade } = typed;
  const company = { legalName, tradeName, creditCode, contactName, trade };
  const rows = typed.stores.map(({ name: storeName, address: storeAddress, phone: storePhone }) =>
    judgeTyped(merchantSchema, { ...company, storeName, storeAddress, storePhone }, { today }),
  );
  const said = (row: Values | undefined, key: string) => String(row?.[key] ?? "");
  if (new Set(rows.map((row) => said(row, "storeName"))).size < rows.length)
    throw invalid("merchant.store_twice", { field: "storeName" });
  return {
    ...typed,
    ...Object.fromEntries(Object.keys(company).map((key) => [key, said(rows[0], key)])),
    stores: typed.stores.map((store, at) => ({
      ...store,
      ...{
        name: said(rows[at], "storeName"),
        address: said(rows[at], "storeAddress"),
        phone: said(rows[at], "storePhone"),
      },
    })),
  };
}

const mostStores = 50;

export const codeOf = (values: Values): string => normaliseCreditCode(String(values.creditCode ?? ""));

/** The merchants of earlier rows, by credit code. */
export type EarlierMerchants = Map<string, { values: Values; stores: Set<string> }>;

/**
 * What rows do, in their order: a code that the union has been asked with already is refused, rows of one code are one merchant, also
 * that of an earlier row. These rows join `first`.
 */
export function proposeMerchants(
  lines: readonly GivenLine[],
  asked: ReadonlySet<string>,
  first: EarlierMerchants,
): Proposal[] {
  return lines.map(({ values }): Proposal => {
    const code = codeOf(values);
    if (asked.has(code) && !first.has(code)) return refused("creditCode", "merchant.asked_already");
    const head = first.get(code) ?? { values, stores: new Set() };
    first.set(code, head);
    if (head.values.legalName !== values.legalName) return refused("legalName", "merchant.code_of_other");
    const store = String(values.storeName);
    if (head.stores.has(store)) return refused("storeName", "merchant.store_twice");
    if (head.stores.size >= mostStores) return refused("storeName", "merchant.too_many_stores");
    head.stores.add(store);
    const notes = doubtOf(code) === null ? [] : [{ column: "creditCode", code: "organisation.code_doubtful" }];
    return { outcome: "insert", notes };
  });
}

const refused = (column: string, code: string): Proposal => ({ outcome: "refused", defects: [{ column, code }] });
