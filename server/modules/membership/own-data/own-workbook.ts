import { writeXlsx } from "hucre/xlsx";
import type { ClaimState } from "#engines/stock";
import { atBusinessPlace } from "#kernel/business-day";
import type { KindnessKind } from "../kindness/kindness.schemas.ts";
import type { MembershipState } from "../states/states.rules.ts";
import type { TransferState } from "../transfers/transfer.rules.ts";

/** What a copy holds, as far as the workbook shows it; times are ISO instants, days YYYY-MM-DD. */
interface Copy {
  madeAt: string;
  file: Record<string, unknown>;
  memberships: { organisationName: string; state: MembershipState; validFrom: string; validTo: string | null }[];
  transfers: { fromName: string; toName: string; state: TransferState; begunAt: string; endedAt: string | null }[];
  consents: { kind: KindnessKind; givenAt: string; withdrawnAt: string | null }[];
  things: { title: string; state: ClaimState; at: string; until: string | null }[];
  looks: { at: string; by: "self" | "staff" | "till" | "system"; organisation: string | null; fields: string[] }[];
}

const fieldNames: Readonly<Record<string, string>> = {
  ...{ name: "姓名", memberNumber: "会员号", phone: "手机号", idNumber: "证件号", sex: "性别", birthDate: "出生日期" },
  ...{
    employmentForm: "就业形式",
    verifiedAt: "实名核对",
    householdKind: "户籍类型",
    ethnicity: "民族",
    education: "学历",
  },
  ...{ politics: "政治面貌", workType: "工种", skillLevel: "职业技能等级", title: "职称", employerName: "用人单位" },
  ...{ remark: "备注", tags: "标签" },
};
const valueNames: Readonly<Record<string, string>> = {
  ...{ female: "女", male: "男", urban: "城镇", rural: "农村", standard: "单位职工", dispatched: "劳务派遣" },
  ...{ flexible: "灵活就业", platform: "平台就业", retired: "退休" },
};
const stateNames: Readonly<Record<MembershipState, string>> = {
  ...{ active: "在籍", transferring: "转出中", retained: "保留会籍", suspended: "暂停", resigned: "退会" },
  ...{ expelled: "开除会籍", closed: "注销", transferred: "已转出" },
};
const transferNames: Readonly<Record<TransferState, string>> = {
  ...{ leaving: "等原工会", entering: "等新工会", refused: "没有同意", appealing: "申诉中", done: "已转入" },
  withdrawn: "已撤回",
};
const claimNames: Readonly<Record<ClaimState, string>> = {
  ...{ waiting: "排队中", held: "保留中", active: "可用", redeemed: "已使用", lapsed: "已过期", expired: "已失效" },
  returned: "已退回",
};
const consentNames: Readonly<Record<KindnessKind, string>> = { birthday: "生日祝福", condolence: "慰问" };
const byNames = { self: "本人", staff: "工会工作人员", till: "商户收银", system: "系统" } as const;

/** A copy of all that is kept as a workbook: a sheet for each kind, everything as text. */
export async function ownWorkbook(copy: Copy): Promise<Uint8Array> {
  const about = `我的信息,${timeOf(copy.madeAt)} 生成`;
  return writeXlsx({
    sheets: [
      sheetOf("登记的信息", about, [["项目", "内容"], ...factsOf(copy.file)]),
      sheetOf("会籍", about, [
        ["工会", "状态", "从", "到"],
        ...copy.memberships.map((one) => [
          one.organisationName,
          stateNames[one.state],
          one.validFrom,
          one.validTo ?? "",
        ]),
      ]),
      sheetOf("转接", about, [
        ["从", "到", "结果", "开始", "结束"],
        ...copy.transfers.map((one) => [
          ...[one.fromName, one.toName, transferNames[one.state], timeOf(one.begunAt), timeOf(one.endedAt)],
        ]),
      ]),
      sheetOf("同意过的事", about, [
        ["事项", "同意", "撤回"],
        ...copy.consents.map((one) => [consentNames[one.kind], timeOf(one.givenAt), timeOf(one.withdrawnAt)]),
      ]),
      sheetOf("券和票", about, [
        ["名称", "状态", "时间", "有效期至"],
        ...copy.things.map((one) => [one.title, claimNames[one.state], timeOf(one.at), timeOf(one.until)]),
      ]),
      sheetOf("谁看过、谁改过", about, [
        ["时间", "谁", "所在工会", "字段"],
        ...copy.looks.map((one) => [
          ...[timeOf(one.at), byNames[one.by], one.organisation ?? ""],
          one.fields.map((field) => fieldNames[field] ?? field).join("、"),
        ]),
      ]),
    ],
  });
}

function factsOf(file: Record<string, unknown>): string[][] {
  return Object.entries(fieldNames).flatMap(([key, name]) => {
    const value = file[key];
    if (value === null || value === undefined || value === "") return [];
    if (key === "verifiedAt") return [[name, timeOf(String(value))]];
    const said = Array.isArray(value) ? value.join(" ") : String(value);
    return [[name, valueNames[said] ?? said]];
  });
}

const timeOf = (instant: string | null): string =>
  instant === null ? "" : atBusinessPlace(new Date(instant)).toString().slice(0, 16).replace("T", " ");

/** What it is, the heads in bold, and the rest; both stay while it is scrolled. */
function sheetOf(name: string, about: string, rows: string[][]) {
  const [heads = []] = rows;
  const bold = { style: { font: { bold: true } } };
  const cells = new Map(heads.map((_, column) => [`1,${column}`, bold] as const));
  const columns = heads.map((_, index) => ({ width: index === 0 ? 24 : 20 }));
  return { name, columns, rows: [[about], ...rows], cells, freezePane: { rows: 2 } };
}
