import { describe, expect, it, test } from "vitest";
import { type Cell, findHeading, mapColumns, type RawRow } from "#engines/sheets";
import { bare, readDay, readFilm, readMinutes, showingSchema } from "./showing-sheet.rules.ts";

const december = { startsOn: "2026-12-01", endsOn: "2027-01-10" };

const rowsOf = (rows: readonly Cell[][]): RawRow[] =>
  rows.map((cells, index) => ({ sheet: "排片", row: index + 1, cells: cells.map((cell) => cell ?? null) }));

function columnsOf(rows: readonly Cell[][]) {
  const heading = findHeading(rowsOf(rows), showingSchema);
  const { columns, missing } = mapColumns(showingSchema, { heading, samples: [] });
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
  ["46358", "2026-12-02"],
  ["2月30日", undefined],
  ["下周三", undefined],
])("the day %s is %s", (written, day) => expect(readDay(written, december)).toBe(day));

test.each([
  [118, 118],
  ["118分钟", 118],
  ["1小时58分", 118],
  ["", undefined],
  ["很长", undefined],
])("the length %s is %s minutes", (written, minutes) => expect(readMinutes(written)).toBe(minutes));

test("names are compared without brackets, spaces and kinds of digits", () => {
  expect(readFilm("《长津湖》")).toBe("长津湖");
  expect(bare("一号厅")).toBe(bare("1 号厅"));
});
