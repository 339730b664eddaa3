import { type Choice, type Column, compileSheet, type SheetDefinition } from "#engines/sheets";
import { agrees, educationColumn, idColumn, nameColumn, phoneColumn } from "./people-sheet.ts";

const plain = (...titles: string[]): Choice[] => titles.map((title) => ({ value: title, title }));
const text = (key: string, title: string, synonyms: string[] = [], maxLength = 60): Column => ({
  ...{ key, title, synonyms, kind: "text", maxLength },
});
/** A month's pay above this is a slip of the hand. */
const mostPayFen = 50_000_000;

/**
 * A county's survey of its labour force, one row per person. What it says of the person goes into the register; what it says
 * of household and work is checked like the rest and stays sealed with the change-set.
 */
export const labourDefinition: SheetDefinition = {
  kind: "labour_ledger",
  title: "劳动力资源信息采集表",
  columns: [
    text("town", "镇", ["乡镇", "镇(街道)"]),
    text("village", "村", ["村(社区)"]),
    text("group", "组", ["村民小组"], 20),
    text("householder", "户主", ["户主姓名"]),
    text("householdNumber", "户编号", ["户号"], 30),
    { ...nameColumn, example: "薛小兰" },
    text("relation", "与户主关系", ["关系"], 20),
    idColumn,
    { ...phoneColumn, sharedWithin: ["householdNumber", "town", "village"] },
    educationColumn,
    {
      ...{ key: "health", title: "健康状况", kind: "choice", sensitive: true },
      choices: plain("健康", "慢性病", "残疾"),
    },
    {
      ...{ key: "ability", title: "劳动能力", kind: "choice" },
      choices: plain("普通劳动力", "技能劳动力", "弱劳动力"),
    },
    {
      ...{ key: "employment", title: "就业状态", synonyms: ["就业状况"], kind: "choice" },
      choices: plain("转移就业", "本地就业", "未就业", "无就业意愿"),
    },
    text("workPlace", "就业地点"),
    text("employerName", "就业单位", ["务工单位", "用人单位"], 120),
    { key: "monthlyPay", title: "月收入(元)", synonyms: ["月收入"], kind: "money", min: 0, max: mostPayFen },
    text("industry", "行业", ["从事行业"]),
    { key: "skills", title: "技能特长", synonyms: ["技能", "特长"], kind: "words", maxLength: 200 },
    text("wish", "就业意愿", ["就业意向"]),
    text("training", "培训需求", ["培训意愿"]),
    {
      key: "wantedPay",
      title: "期望月薪",
      synonyms: ["期望薪资", "期望月薪(元)"],
      kind: "money",
      min: 0,
      max: mostPayFen,
    },
    {
      ...{
        key: "priority",
        title: "重点对象类型",
        synonyms: ["重点对象", "重点人群"],
        kind: "choice",
        sensitive: true,
      },
      choices: plain("脱贫户", "监测户", "零就业家庭", "残疾人"),
    },
    { key: "surveyedOn", title: "最近更新", synonyms: ["更新日期", "采集日期"], kind: "day", past: true },
  ],
  check: agrees,
};

export const labourSchema = compileSheet(labourDefinition);
