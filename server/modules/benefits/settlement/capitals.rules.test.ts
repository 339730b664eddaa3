import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { moneyInCapitals } from "./capitals.rules.ts";

/** Reads a Chinese amount back, by the grammar of the bank's rules; throws at what a bank would refuse. */
function readBack(text: string): number {
  const match =
    /^人民币(负?)(?:([零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)元)?(?:(零?)([壹贰叁肆伍陆柒捌玖])角)?(?:(零?)([壹贰叁肆伍陆柒捌玖])分)?(整?)$/.exec(
      text,
    );
  if (match === null) throw new Error(text);
  const [, minus, whole, , jiao, , fen, closed] = match;
  if ((fen === undefined) !== (closed === "整"))
    throw new Error(`${text}: 整 where it must not be, or not where it must`);
  const digit = (sign: string | undefined) => (sign === undefined ? 0 : "零壹贰叁肆伍陆柒捌玖".indexOf(sign));
  const amount = readWhole(whole ?? "") * 100 + digit(jiao) * 10 + digit(fen);
  return minus === "负" ? -amount : amount;
}

function readWhole(text: string): number {
  let [total, section, one] = [0, 0, 0];
  for (const sign of text) {
    const digit = "零壹贰叁肆伍陆柒捌玖".indexOf(sign);
    if (digit >= 0) one = digit;
    else if (sign === "万" || sign === "亿") {
      [total, section, one] = [(total + section + one) * 10 ** (sign === "万" ? 4 : 8), 0, 0];
    } else {
      section += (one === 0 ? 1 : one) * { 拾: 10, 佰: 100, 仟: 1000 }[sign as "拾" | "佰" | "仟"];
      one = 0;
    }
  }
  return total + section + one;
}

describe("an amount in capitals", () => {
  test.each([
    [0, "人民币零元整"],
    [1, "人民币壹分"],
    [10, "人民币壹角整"],
    [100, "人民币壹元整"],
    [1000, "人民币壹拾元整"],
    [1050, "人民币壹拾元伍角整"],
    [10_005, "人民币壹佰元零伍分"],
    [32_504, "人民币叁佰贰拾伍元零肆分"],
    [140_950, "人民币壹仟肆佰零玖元伍角整"],
    [600_714, "人民币陆仟零柒元壹角肆分"],
    [168_032, "人民币壹仟陆佰捌拾元叁角贰分"],
    [1_640_902, "人民币壹万陆仟肆佰零玖元零贰分"],
    [10_700_053, "人民币壹拾万柒仟元伍角叁分"],
    [11_000_000, "人民币壹拾壹万元整"],
    [100_010_00, "人民币壹拾万零壹拾元整"],
    [2_700_000_000, "人民币贰仟柒佰万元整"],
    [10_000_000_000, "人民币壹亿元整"],
    [-1230, "人民币负壹拾贰元叁角整"],
  ])("%i fen is %s", (fen, text) => expect(moneyInCapitals(fen)).toBe(text));

  test("whatever the amount, it reads back to the same fen, below a hundred million yuan", () => {
    const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007);
    const amounts = fc.oneof(fc.integer({ min: 0, max: 9_999_999_999 }), fc.integer({ min: -500_000, max: 500_000 }));
    fc.assert(
      fc.property(amounts, (fen) => readBack(moneyInCapitals(fen)) === fen),
      { seed, numRuns: 3000 },
    );
  });
});
