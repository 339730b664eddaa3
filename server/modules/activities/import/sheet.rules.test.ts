import { describe, expect, it, test } from "vitest";
import { findHeading, mapColumns, type RawRow } from "#engines/sheets";
import { bare, type Cell, nearest, readDay, readFilm, readMinutes, readTime, showings } from "./sheet.rules.ts";

const december = { startsOn: "2026-12-01", endsOn: "2027-01-10" };

const rowsOf = (rows: readonly Cell[][]): RawRow[] =>
  rows.map((cells, index) => ({ sheet: "排片", row: index + 1, cells: cells.map((cell) => cell ?? null) }));

function columnsOf(rows: readonly Cell[][]) {
  const heading = findHeading(rowsOf(rows), showings);
  const { columns, missing } = mapColumns(showings, { heading, samples: [] });
  return { row: heading?.headerRow, keys: columns.map(({ key }) => key), missing };
}

describe("the head of a table", () => {
  it("is found under titles and remarks, whatever the order of its columns", () => {
    const rows = [
      ["惠工影院12月排片表"],
      [],
      ["填表人:张三", null, "2026-11-20"],
      ["序号", "影片名称", "放映日期", "放映 时间", "影厅", "片长(分钟)"],
    ];
    expect(columnsOf(rows)).toEqual({ row: 4, keys: [null, "film", "date", "time", "hall", "minutes"], missing: [] });
  });
  it("tells a time that is a date from one that is none", () => {
    expect(columnsOf([["时间", "时间(日期)", "厅", "片名"]]).keys).toEqual(["time", "date", "hall", "film"]);
  });
  it("is none without a hall", () => {
    expect(columnsOf([["日期", "时间", "影片"]]).missing).toEqual(["hall"]);
  });
});

test.each([
  ["2026-12-02", "2026-12-02"],
  ["2026年12月2日(周三)", "2026-12-02"],
  ["2026.12.2 星期三", "2026-12-02"],
  ["１２月２日", "2026-12-02"],
  ["12/2", "2026-12-02"],
  ["1月6日", "2027-01-06"],
  [new Date(Date.UTC(2026, 11, 2)), "2026-12-02"],
  [46_358, "2026-12-02"],
  ["2月30日", undefined],
  ["下周三", undefined],
])("the day %s is %s", (written, day) => expect(readDay(written, december)).toBe(day));

test.each([
  ["18:30", "18:30"],
  ["18：30", "18:30"],
  ["18点30分", "18:30"],
  ["晚上6点半", "18:30"],
  ["下午 6:30", "18:30"],
  ["6:30 PM", "18:30"],
  ["18:30-20:30", "18:30"],
  ["19时", "19:00"],
  ["中午12点", "12:00"],
  [0.770_833_333, "18:30"],
  [new Date(Date.UTC(1899, 11, 30, 18, 30)), "18:30"],
  ["25:00", undefined],
  ["晚饭后", undefined],
])("the time %s is %s", (written, time) => expect(readTime(written)).toBe(time));

test.each([
  [118, 118],
  ["118分钟", 118],
  ["1小时58分", 118],
  ["", undefined],
  ["很长", undefined],
])("the length %s is %s minutes", (written, minutes) => expect(readMinutes(written)).toBe(minutes));

test("names are compared without brackets, spaces and kinds of digits; the nearest come first", () => {
  expect(readFilm("《长津湖》")).toBe("长津湖");
  expect(bare("一号厅")).toBe(bare("1 号厅"));
  expect(nearest("二号听", ["一号厅", "二号厅", "职工剧场"])[0]).toBe("二号厅");
});
