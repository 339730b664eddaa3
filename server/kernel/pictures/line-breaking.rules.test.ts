import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { breakLines, fitText } from "./line-breaking.rules.ts";

/** A Chinese character is two wide, everything else one. */
const measure = (line: string) =>
  [...line].reduce((sum, character) => sum + (/[\u2e80-\uffef“”‘’…—]/.test(character) ? 2 : 1), 0);
const lines = (text: string, width: number) => breakLines(text, width, measure);

describe("lines of Chinese text", () => {
  it("a full stop, a comma or a closing bracket never begins a line", () => {
    expect(lines("工会会员可参加。", 14)).toEqual(["工会会员可参", "加。"]);
    expect(lines("电影《长津湖》", 12)).toEqual(["电影《长津", "湖》"]);
    expect(lines("参加方法：扫码", 8)).toEqual(["参加方", "法：扫码"]);
  });

  it("an opening bracket or a currency sign never ends a line", () => {
    expect(lines("本周放映《长津湖》", 10)).toEqual(["本周放映", "《长津湖》"]);
    expect(lines("面值共计￥100元", 10)).toEqual(["面值共计", "￥100元"]);
  });

  it("a number or a word stays together", () => {
    expect(lines("满200减100元", 5)).toEqual(["满200", "减100", "元"]);
    expect(lines("12月1日12:00开抢", 8)).toEqual(["12月1日", "12:00开", "抢"]);
    expect(lines("Union of Weavers", 9)).toEqual(["Union of", "Weavers"]);
  });

  it("a word wider than a line is cut rather than lost", () => {
    expect(lines("abcdefghij", 4)).toEqual(["abcd", "efgh", "ij"]);
  });

  it("line feeds stand, and an empty text is one empty line", () => {
    expect(lines("甲\n乙", 10)).toEqual(["甲", "乙"]);
    expect(lines("", 10)).toEqual([""]);
  });

  it("no text is lost and no line is wider than allowed, whatever the text", () => {
    const alphabet = fc.constantFrom(..."工会，。《》“”（）：、！ab1 2.%￥-…");
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 60 }), fc.integer({ min: 2, max: 30 }), (characters, width) => {
        const text = characters.join("");
        const broken = lines(text, width);
        expect(broken.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
        for (const line of broken) expect(measure(line)).toBeLessThanOrEqual(Math.max(width, 2));
      }),
      { numRuns: 300 },
    );
  });
});

describe("fitting a title", () => {
  const fitting = (text: string) =>
    fitText(text, { width: 100, mostLines: 2, sizes: [10, 8, 5], measure: (line, size) => (measure(line) * size) / 2 });

  it("a short one is as large as can be", () =>
    expect(fitting("冬季消费券")).toEqual({ size: 10, lines: ["冬季消费券"] }));
  it("a longer one is smaller", () => expect(fitting("工".repeat(22)).size).toBe(8));
  it("the lines of one are about equally long, so that no character stands alone", () => {
    const { lines: kept } = fitting("工".repeat(11));
    expect(kept.map((line) => line.length)).toEqual([6, 5]);
  });
  it("one that fits nowhere ends in an ellipsis within its lines", () => {
    const { size, lines: kept } = fitting("工".repeat(60));
    expect(size).toBe(5);
    expect(kept).toHaveLength(2);
    expect(kept[1]).toBe(`${"工".repeat(19)}…`);
  });
});
