import type { Cell } from "../sheets.types.ts";
import { compact, written } from "./text.rules.ts";

const counted =
  "人|口|岁|周岁|个|名|位|次|件|天|日|年|月|个月|小时|分钟|平方米|平米|㎡|m2|亩|公里|km|户|张|份|套|台|家|元|块|块钱|人民币|rmb";
const ofMoney = "元|块|块钱|圆|人民币|rmb";
const written10 = String.raw`([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(万)?`;
const number = new RegExp(`^${written10}(?:${counted})?(?:/[年月天日次人])?$`, "iu");
const money = new RegExp(`^(?:¥|rmb|人民币)?${written10}(?:${ofMoney})?整?(?:/[年月天日次人])?$`, "iu");

/** A number as offices write it: 3500, "3,500人", "1.2万". Undefined for 三千左右 and for ranges. */
export const readNumber = (cell: Cell): number | undefined => readBy(number, cell);

/** Yuan as offices write them: 3500, "3,500元", "¥3500.00", "1.2万元". */
export const readYuan = (cell: Cell): number | undefined => readBy(money, cell);

function readBy(pattern: RegExp, cell: Cell): number | undefined {
  if (typeof cell === "number") return Number.isFinite(cell) ? Number(cell.toPrecision(15)) : undefined;
  if (typeof cell === "boolean" || cell instanceof Date) return undefined;
  const found = pattern.exec(compact(written(cell)));
  if (found === null) return undefined;
  const number = Number((found[1] ?? "").replaceAll(",", ""));
  const value = found[2] === undefined ? number : Number((number * 10_000).toPrecision(15));
  return Number.isSafeInteger(Math.trunc(value)) ? value : undefined;
}

/** Yuan as whole fen; undefined when there is a part of a fen. */
export function toFen(yuan: number): number | undefined {
  const fen = Number((yuan * 100).toPrecision(15));
  return Number.isSafeInteger(fen) ? fen : undefined;
}

const yes = new Set(["是", "有", "对", "√", "✓", "✔", "☑", "y", "yes", "true", "t", "1", "已", "需要", "愿意", "同意"]);
const no = new Set(["否", "无", "没有", "不", "不是", "错", "×", "✗", "✘", "x", "n", "no", "false", "f", "0", "未"]);

/** 是 or 否 as offices write them. */
export function readYesNo(cell: Cell): boolean | undefined {
  const text = compact(written(cell)).toLowerCase();
  return yes.has(text) ? true : no.has(text) ? false : undefined;
}
