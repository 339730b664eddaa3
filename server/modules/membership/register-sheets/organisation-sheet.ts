import {
  type Choice,
  type Column,
  compileSheet,
  type Defect,
  type SheetDefinition,
  type Value,
  type Values,
} from "#engines/sheets";
import type { OrganisationMark } from "#wire/organisation-kinds";
import { regionCodeFault } from "#wire/region-code";

const choice = (value: string, title: string, ...synonyms: string[]): Choice => ({ value, title, synonyms });

/** Merchants come in with what belongs to them, and nothing stands above the top. */
const kinds: Choice[] = [
  choice("province", "省级工会", "省总工会", "省级"),
  choice("city", "市级工会", "市总工会", "市级"),
  choice("county", "县区工会", "县级工会", "区县工会", "县总工会", "区总工会", "县级"),
  choice("township", "乡镇街道工会", "镇工会", "乡镇工会", "街道工会", "乡镇(街道)工会"),
  choice("base", "基层工会", "基层工会委员会", "基层", "企业工会", "单位工会"),
  choice("joint", "联合基层工会", "联合工会", "基层工会联合会"),
  choice("regional", "区域性工会联合会", "区域工会联合会", "村工会联合会", "社区工会联合会"),
  choice("industry", "产业(行业)工会", "产业工会", "行业工会", "行业工会联合会"),
  choice("association", "协会", "商会"),
  choice("alliance", "联盟"),
  choice("overseas", "境外组织", "驻外机构"),
  choice("enterprise", "企业", "公司", "用人单位"),
  choice("school", "学校"),
  choice("venue", "场馆", "阵地"),
  choice("hospital", "医院"),
  choice("other", "其他组织", "其他"),
];

const industryTitles = [
  ...["农、林、牧、渔业", "采矿业", "制造业", "电力、热力、燃气及水生产和供应业", "建筑业", "批发和零售业"],
  ...["交通运输、仓储和邮政业", "住宿和餐饮业", "信息传输、软件和信息技术服务业", "金融业", "房地产业"],
  ...["租赁和商务服务业", "科学研究和技术服务业", "水利、环境和公共设施管理业", "居民服务、修理和其他服务业", "教育"],
  ...["卫生和社会工作", "文化、体育和娱乐业", "公共管理、社会保障和社会组织", "国际组织"],
];
/** Sections of GB/T 4754 by their letter, with the words that offices use for short. */
const industries = industryTitles.map((title, at) => {
  const short = title.split(/[、和]/u)[0] ?? title;
  return choice(String.fromCharCode("A".charCodeAt(0) + at), title, ...(short === title ? [] : [short]));
});

const marks: readonly [OrganisationMark, string, ...string[]][] = [
  ["new_form", "新就业形态", "新业态", "新就业形态劳动者"],
  ["courier", "快递", "快递员"],
  ["delivery", "外卖配送", "外卖", "骑手", "外卖骑手"],
  ["ride_hailing", "网约车", "网约车司机"],
  ["trucking", "货运", "货车司机", "卡车司机"],
  ["streaming", "网络主播", "主播"],
  ["domestic_service", "家政", "家政服务"],
  ["platform", "平台企业", "平台"],
  ["construction", "建筑工地", "工地"],
  ["migrant", "农民工集中", "农民工"],
];
const markOf = (word: Value): OrganisationMark | undefined =>
  marks.find(([mark, ...words]) => [mark, ...words].includes(String(word)))?.[0];
const titleOfMark = (mark: Value): string => marks.find(([one]) => one === mark)?.[1] ?? String(mark);

/** The marks that words of a row stand for. */
export const marksIn = (words: Value | undefined): OrganisationMark[] =>
  Array.isArray(words) ? [...new Set(words.flatMap((word) => markOf(word) ?? []))] : [];
/** Marks as a row says them. */
export const wordsOfMarks = (of: readonly string[]): string[] => of.map(titleOfMark);

const text = (key: string, title: string, synonyms: string[], maxLength: number): Column => ({
  ...{ key, title, synonyms, kind: "text", maxLength },
});

export const organisationDefinition: SheetDefinition = {
  kind: "organisations",
  title: "工会组织名册",
  columns: [
    {
      ...text("name", "组织名称", ["工会名称", "工会全称", "单位名称", "名称", "组织全称", "Name"], 80),
      ...{ required: true, guidance: "写全称,和公章一致。", example: "青石镇总工会" },
    },
    text("shortName", "简称", ["工会简称", "组织简称", "Short name"], 80),
    {
      ...{ key: "kind", title: "组织类型", synonyms: ["类型", "工会类型", "组织类别", "Kind"], kind: "choice" },
      ...{ choices: kinds, guidance: "不填就是基层工会。" },
    },
    {
      ...text("parent", "上级组织", ["上级工会", "上级工会名称", "隶属工会", "上级", "主管工会", "Parent"], 80),
      guidance: "写上级的全称、简称或统一社会信用代码;上级也在这张表里时排在前面。不填就是导入时选的组织。",
    },
    {
      ...text("creditCode", "统一社会信用代码", ["社会信用代码", "信用代码", "法人代码", "Credit code"], 40),
      guidance: "18 位。和证书不符的也能收,会提醒核对。",
    },
    {
      ...text("regionCode", "行政区划代码", ["区划代码", "行政区划", "地区代码", "Region"], 6),
      guidance: "6 位数字,例如 610924。",
    },
    {
      ...{ key: "industry", title: "行业门类", synonyms: ["行业", "所属行业", "国民经济行业", "Industry"] },
      ...{ kind: "choice", choices: industries },
    },
    {
      ...{ key: "class", title: "分类推进", synonyms: ["分类", "先发跃升追赶", "类别", "Class"], kind: "choice" },
      choices: [
        choice("leading", "先发", "先发型"),
        choice("rising", "跃升", "跃升型"),
        choice("catching_up", "追赶", "追赶型"),
      ],
    },
    {
      ...{ key: "marks", title: "标记", synonyms: ["标签", "重点领域", "Marks"], kind: "words", maxLength: 20 },
      guidance: `可以填几个,用顿号分开:${marks.map(([, title]) => title).join("、")}。`,
    },
    { key: "foundedOn", title: "成立日期", synonyms: ["建会日期", "建会时间", "成立时间"], kind: "day", past: true },
    {
      ...{ key: "termFrom", title: "本届任期开始", synonyms: ["任期开始", "本届开始", "届次开始日期"], kind: "day" },
      guidance: "和任期年数一起填。",
    },
    {
      ...{ key: "termYears", title: "任期年数", synonyms: ["任期", "届期", "任期(年)"], kind: "choice" },
      choices: [choice("3", "3年", "三年", "3.0"), choice("5", "5年", "五年", "5.0")],
    },
    {
      ...{ key: "electionOn", title: "换届日期", synonyms: ["下次换届", "定下的换届日期", "换届时间"], kind: "day" },
      guidance: "没有定下就不填,按任期结束日提醒。",
    },
    text("address", "地址", ["单位地址", "办公地址"], 200),
    text("phone", "电话", ["联系电话", "办公电话"], 40),
  ],
  check: agrees,
};

/** What columns of an organisation must be and agree on. */
function agrees({ regionCode, marks: words }: Values): Defect[] {
  const wrong: Defect[] = [];
  if (typeof regionCode === "string" && regionCodeFault(regionCode) !== undefined)
    wrong.push({ column: "regionCode", code: "organisation.region_code" });
  if (Array.isArray(words) && words.some((word) => markOf(word) === undefined))
    wrong.push({ column: "marks", code: "organisation.unknown_mark" });
  return wrong;
}

export const organisationSchema = compileSheet(organisationDefinition);
