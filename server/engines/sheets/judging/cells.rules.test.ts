import { describe, expect, it, test } from "vitest";
import type { Cell, Column } from "../sheets.types.ts";
import { compileSheet } from "./compile-sheet.ts";

const today = "2026-11-22";
const base = { key: "it", title: "它" };

function judge(column: Column, cell: Cell) {
  const { values, defects } = compileSheet({ kind: "one", title: "一", columns: [column] }).judge({ it: cell }, today);
  return defects[0]?.code ?? values.it;
}

describe("a day", () => {
  const day: Column = { ...base, kind: "day" };
  test.each<[Cell, string]>([
    ["1985.3.12", "1985-03-12"],
    ["1985年3月12日", "1985-03-12"],
    ["1985年3月12", "1985-03-12"],
    ["一九八五年三月十二日", "1985-03-12"],
    ["二〇二〇年十月三十一日", "2020-10-31"],
    ["19850312", "1985-03-12"],
    [19_850_312, "1985-03-12"],
    ["1985/3/12", "1985-03-12"],
    ["１９８５－０３－１２", "1985-03-12"],
    ["1985。3。12", "1985-03-12"],
    ["1985、3、12", "1985-03-12"],
    ["1985年3月12日(星期二)", "1985-03-12"],
    [" 1985 - 3 - 12 ", "1985-03-12"],
    ["'1985-03-12", "1985-03-12"],
    ["1985-3-1 12:30", "1985-03-01"],
    ["1985-03-12T08:30:00", "1985-03-12"],
    ["1985-03-11T16:00:00.000Z", "1985-03-12"],
    ["1988-05-10T15:00:00Z", "1988-05-11"],
    [31_118, "1985-03-12"],
    [31_118.75, "1985-03-12"],
    [new Date("1985-03-12T00:00:00Z"), "1985-03-12"],
    [new Date("1985-03-12T18:30:00Z"), "1985-03-12"],
    ["2000-02-29", "2000-02-29"],
  ])("%s is %s", (cell, value) => expect(judge(day, cell)).toBe(value));

  test.each<[Cell]>([
    ["85.3.12"], // 1985 or 2085
    ["3/12/1985"], // March or December
    ["1985年3月"],
    ["1985"],
    [1985],
    [1985.3],
    [198_503],
    ["1985-02-30"],
    ["2001-02-29"],
    ["明天"],
    ["0085-03-12"],
    ["1985-03-12 1985-03-13"],
    [true],
  ])("%s is refused", (cell) => expect(judge(day, cell)).toBe("sheets.not_a_day"));

  it("in the future is refused where only the past makes sense", () => {
    const past: Column = { ...day, past: true };
    expect(judge(past, "2031年5月1日")).toBe("sheets.day_in_future");
    expect(judge(past, today)).toBe(today);
    expect(judge(day, "2031年5月1日")).toBe("2031-05-01");
  });
});

describe("a time of day", () => {
  const time: Column = { ...base, kind: "time" };
  test.each<[Cell, string]>([
    ["18:30", "18:30"],
    ["18：30", "18:30"],
    ["18点30分", "18:30"],
    ["晚上6点半", "18:30"],
    ["下午 6:30", "18:30"],
    ["6:30 PM", "18:30"],
    ["18:30-20:30", "18:30"],
    ["19时", "19:00"],
    ["中午12点", "12:00"],
    ["中午1点半", "13:30"],
    ["12:30 AM", "00:30"],
    ["12:30 PM", "12:30"],
    ["凌晨1点", "01:00"],
    // Midnight is of the day before or of the next one: whoever wrote it says it another way.
    ["晚上12点", "sheets.not_a_time"],
    ["晚上1点", "sheets.not_a_time"],
    [0.770_833_333, "18:30"],
    [new Date(Date.UTC(1899, 11, 30, 18, 30)), "18:30"],
    ["25:00", "sheets.not_a_time"],
    ["晚饭后", "sheets.not_a_time"],
    [true, "sheets.not_a_time"],
  ])("%s is %s", (cell, value) => expect(judge(time, cell)).toBe(value));
});

describe("an identity number", () => {
  const id: Column = { ...base, kind: "id_number" };
  test.each<[Cell, string]>([
    ["610999199910114628", "610999199910114628"],
    ["６１０９９９１９９９１０１１４６２８", "610999199910114628"],
    ["610999 19991011 4628", "610999199910114628"],
    ["610999-19991011-4628", "610999199910114628"],
    ["'610999199910114628", "610999199910114628"],
    ["\u200b610999199910114628\ufeff", "610999199910114628"],
    ["61099819910507636x", "61099819910507636X"],
    ["61099819910507636Ｘ", "61099819910507636X"],
    ["61099819910507636×", "61099819910507636X"],
    [Number("610999199910114628"), "sheets.id_destroyed"],
    ["6.10999E+17", "sheets.id_destroyed"],
    ["6.10999199910114e17", "sheets.id_destroyed"],
    ["610999199910114000", "sheets.id_destroyed"],
    ["61099919991011462", "sheets.id_short"],
    ["610999991011462", "sheets.id_short"],
    [610_999_991_011_462, "sheets.id_short"],
    ["6109991999101146281", "sheets.id_short"],
    ["610999199910114629", "sheets.id_check"],
    ["610999199913114628", "sheets.id_date"],
    ["610999209910114628", "sheets.id_date"],
  ])("%s is %s", (cell, result) => expect(judge(id, cell)).toBe(result));

  test.each<[string | null, Cell, Cell]>([
    ["护照", "e 1234 5678", "E12345678"],
    ["护照", "护照号不详", "sheets.id_document"],
    ["港澳居民来往内地通行证", "h12345678", "H12345678"],
    ["港澳居民来往内地通行证", "12345678", "sheets.id_document"],
    ["台湾居民来往大陆通行证", 12_345_678, "12345678"],
    ["外国人永久居留身份证", "CAN110012340456", "CAN110012340456"],
    [null, "E12345678", "sheets.id_short"],
    ["居民身份证", "E12345678", "sheets.id_short"],
    ["什么证", "E12345678", "sheets.unknown_choice"],
  ])("of the document %s, %s is %s", (kind, number, result) => {
    const columns: Column[] = [
      { ...id, idKindKey: "kind" },
      {
        ...{ key: "kind", title: "证件类型", kind: "choice" },
        choices: [
          { value: "resident_id", title: "居民身份证" },
          { value: "passport", title: "护照" },
          { value: "hk_macao_permit", title: "港澳居民来往内地通行证" },
          { value: "taiwan_permit", title: "台湾居民来往大陆通行证" },
          { value: "foreign_residence", title: "外国人永久居留身份证" },
        ],
      },
    ];
    const judged = compileSheet({ kind: "two", title: "二", columns }).judge({ it: number, kind }, today);
    expect(judged.defects.map(({ code }) => code)[0] ?? judged.values.it).toBe(result);
    expect(judged.defects.length).toBeLessThan(2);
  });
});

describe("a phone", () => {
  const phone: Column = { ...base, kind: "phone" };
  test.each<[Cell, string | null]>([
    ["+86 139 0001 2345", "+8613900012345"],
    ["139-0001-2345", "+8613900012345"],
    [13_900_012_345, "+8613900012345"],
    ["13900012345.0", "+8613900012345"],
    ["１３９０００１２３４５", "+8613900012345"],
    ["'13900012345", "+8613900012345"],
    ["1390001234", "sheets.phone"],
    ["1.39E+10", "sheets.phone"],
    ["0915-1234567", "sheets.phone"],
    ["13900012345/13900012346", "sheets.phone"],
    ["无", null],
    ["/", null],
    ["—", null],
  ])("%s is %s", (cell, result) => expect(judge(phone, cell)).toBe(result));
});

describe("numbers and money", () => {
  const integer: Column = { ...base, kind: "integer", min: 0, max: 100_000 };
  const money: Column = { ...base, kind: "money" };
  test.each<[Cell, number | string]>([
    [4400, 4400],
    ["3,500元", 3500],
    ["３，５００", 3500],
    ["12人", 12],
    ["1.2万", 12_000],
    [3.000_000_000_000_000_4, 3],
    ["三千左右", "sheets.not_a_number"],
    ["3000-4000", "sheets.not_a_number"],
    ["3,50", "sheets.not_a_number"],
    ["3.5", "sheets.not_whole"],
    ["100001", "sheets.out_of_range"],
    [-1, "sheets.out_of_range"],
    [true, "sheets.not_a_number"],
    [new Date(0), "sheets.not_a_number"],
    ["99999999999999999999", "sheets.not_a_number"],
  ])("the number %s is %s", (cell, result) => expect(judge(integer, cell)).toBe(result));

  test.each<[Cell, number | string]>([
    [4400, 440_000],
    [19.99, 1999],
    [1.1, 110],
    ["¥3,500.50", 350_050],
    ["￥3500", 350_000],
    ["3500元整", 350_000],
    ["3500元/月", 350_000],
    ["1.5万元", 1_500_000],
    ["-20", -2000],
    ["0.005", "sheets.below_a_fen"],
    ["35分", "sheets.not_a_number"],
  ])("the amount %s is %s fen", (cell, result) => expect(judge(money, cell)).toBe(result));

  it("says its limits as they are written", () => {
    const column: Column = { ...money, min: 100, max: 1_000_050 };
    const { defects } = compileSheet({ kind: "one", title: "一", columns: [column] }).judge({ it: "0.5" }, today);
    expect(defects).toEqual([{ column: "it", code: "sheets.out_of_range", params: { min: 1, max: 10_000.5 } }]);
    expect(judge({ ...base, kind: "integer", min: 1 }, 0)).toBe("sheets.too_small");
    expect(judge({ ...base, kind: "integer", max: 1 }, 2)).toBe("sheets.too_large");
  });
});

describe("choices, words, yes and no", () => {
  const choice: Column = {
    ...{ ...base, kind: "choice" },
    choices: [
      { value: "local", title: "本地就业", synonyms: ["在本地", "县内就业"] },
      { value: "moved", title: "转移就业" },
      { value: "none", title: "未就业", synonyms: ["无"] },
    ],
  };
  test.each<[Cell, string | null]>([
    ["local", "local"],
    ["本地就业", "local"],
    [" 本 地 就 业 ", "local"],
    ["县内就业", "local"],
    ["无", "none"],
    ["-", null],
    ["打工", "sheets.unknown_choice"],
  ])("%s is %s", (cell, result) => expect(judge(choice, cell)).toBe(result));

  it("names the choice that was probably meant, and none where there is none", () => {
    const judged = (cell: string) =>
      compileSheet({ kind: "one", title: "一", columns: [choice] }).judge({ it: cell }, today).defects;
    expect(judged("转移就亚")).toEqual([
      { column: "it", code: "sheets.unknown_choice", params: { nearest: "转移就业" } },
    ]);
    expect(judged("打工")).toEqual([{ column: "it", code: "sheets.unknown_choice" }]);
  });

  it("keeps other choices where the definition says so", () => {
    expect(judge({ ...choice, others: "keep" }, "　打工 ")).toBe("打工");
  });

  test.each<[Cell, string[] | string | null]>([
    ["电焊、钢筋绑扎，抹灰", ["电焊", "钢筋绑扎", "抹灰"]],
    ["缝纫、裁剪、缝纫", ["缝纫", "裁剪"]],
    ["SMT贴片; 质检/车工", ["SMT贴片", "质检", "车工"]],
    ["、", null],
    ["无", null],
    ["一个很长很长的技能", "sheets.too_long"],
  ])("the words %s are %s", (cell, result) =>
    expect(judge({ ...base, kind: "words", maxLength: 8 }, cell)).toEqual(result),
  );

  test.each<[Cell, boolean | string | null]>([
    ["是", true],
    ["√", true],
    [true, true],
    [1, true],
    ["无", false],
    ["×", false],
    [0, false],
    ["Ｎ", false],
    [" ", null],
    ["也许", "sheets.not_yes_no"],
  ])("%s is %s", (cell, result) => expect(judge({ ...base, kind: "yes_no" }, cell)).toBe(result));
});

describe("text", () => {
  const text: Column = { ...base, kind: "text", maxLength: 10 };
  test.each<[Cell, string | null]>([
    ["  平利县　　总工会 ", "平利县 总工会"],
    ["Ａ１２", "A12"],
    ["（备注）", "（备注）"],
    ["=1+1", "=1+1"],
    ["'=1+1", "=1+1"],
    ["@me", "@me"],
    ["+8", "+8"],
    ["-x", "-x"],
    ["'t Hooft", "'t Hooft"],
    [0.1 + 0.2, "0.3"],
    [new Date("2025-01-02T00:00:00Z"), "2025-01-02"],
    ["\u200b\u0000", null],
    ["无", "无"],
    ["#REF!", "sheets.formula_error"],
    ["一二三四五六七八九十𠮷", "sheets.too_long"],
    ["一二三四五六七八九𠮷", "一二三四五六七八九𠮷"],
  ])("%j is %j", (cell, value) => expect(judge(text, cell)).toBe(value));

  test.each([
    ["张　三", "张三"],
    ["李 小 明", "李小明"],
    ["买买提•艾力", "买买提·艾力"],
    ["买买提 · 艾力", "买买提·艾力"],
    ["John  Smith", "John Smith"],
    ["O'Neil", "O'Neil"],
  ])("the name %s is %s", (cell, name) => expect(judge({ ...text, maxLength: 40, name: true }, cell)).toBe(name));
});
