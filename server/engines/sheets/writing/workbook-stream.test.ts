import { readXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import type { Cell } from "../sheets.types.ts";
import { columnLetters } from "./sheet-xml.ts";
import { assertWellFormed, partsOf } from "./workbook.fixture.ts";
import { type StreamedSheet, sheetName, streamWorkbook } from "./workbook-stream.ts";

const bytesOf = async (...sheets: StreamedSheet[]) => Buffer.concat(await Array.fromAsync(streamWorkbook(sheets)));

async function cellsBack(rows: Cell[][]) {
  const bytes = await bytesOf({ name: "表", rows });
  partsOf(bytes);
  const { sheets } = await readXlsx(bytes);
  return sheets[0]?.rows;
}

describe("streamed workbooks", () => {
  it("say what was written, sign for sign", async () => {
    const texts = [
      "",
      " a  b ",
      "a\nb\tc\r\nd",
      "<&>\"'",
      "_x0041_",
      "张三😀",
      "=1+1",
      "+86",
      "-1",
      "@x",
      "0123",
      "1e5",
    ];
    expect((await cellsBack([texts]))?.[0]?.map((text) => text ?? "")).toEqual(texts);
    const others = [
      0,
      -1.5,
      1e21,
      0.1,
      true,
      false,
      new Date("1985-03-12T00:00:00Z"),
      new Date("2026-11-22T12:00:00Z"),
    ];
    expect((await cellsBack([others]))?.[0]).toEqual(others);
  });

  it("leave out what XML cannot say, and cut what Excel cannot hold", async () => {
    const [[control, half, long] = []] =
      (await cellsBack([["a\u0000\u0008\u001f\uffffb", "x\ud800y\udc00", "长".repeat(40_000)]])) ?? [];
    expect(control).toBe("ab");
    expect(half).toBe("xy");
    expect(String(long).length).toBe(32_767);
  });

  it("write a day that spreadsheets cannot count as text", async () => {
    expect(await cellsBack([[new Date("1899-05-01T00:00:00Z"), new Date(Number.NaN), Number.NaN]])).toEqual([
      ["1899-05-01"],
    ]);
  });

  it("keep blank rows, merges, widths, frozen rows, hidden sheets and what stands on printed pages", async () => {
    const look = { rows: [["标题"], [], ["x"]], merges: ["A1:C1"], frozen: 2, columns: [{ width: 9 }, { width: 31 }] };
    const bytes = await bytesOf(
      { name: "一/二", ...look, header: "A & B", footer: "<完>" },
      { name: "二", rows: [], hidden: true },
    );
    partsOf(bytes);
    const { sheets } = await readXlsx(bytes);
    expect(sheets.map(({ name, hidden }) => [name, hidden ?? false])).toEqual([
      ["一 二", false],
      ["二", true],
    ]);
    expect(sheets[0]?.rows[2]?.[0]).toBe("x");
    expect(sheets[0]).toMatchObject({
      freezePane: { rows: 2 },
      merges: [{ startRow: 0, endRow: 0, startCol: 0, endCol: 2 }],
    });
    expect(sheets[0]?.columns?.map(({ width }) => width)).toEqual([9, 31]);
    expect(sheets[0]?.headerFooter).toMatchObject({ oddHeader: "&LA && B", oddFooter: "&L<完>&R&P / &N" });
  });

  it("carry comments to their cells", async () => {
    const comment = "请核对：<号码>";
    const wrong = { value: "6109", look: "wrong" as const, comment };
    const bytes = await bytesOf({ name: "a", rows: [["x"]] }, { name: "b", rows: [[], ["x", null, wrong]] });
    expect([...partsOf(bytes).keys()].filter((path) => /comments|vml/.test(path))).toEqual([
      ...["xl/comments2.xml", "xl/drawings/vmlDrawing2.vml"],
    ]);
    const { sheets } = await readXlsx(bytes, { readStyles: true });
    expect(sheets[1]?.cells?.get("1,2")?.comment?.text).toBe(comment);
    expect(sheets[1]?.cells?.get("1,2")?.style?.fill).toMatchObject({ fgColor: { rgb: "FFC7CE" } });
  });

  it("fail when their rows fail", async () => {
    function* rows() {
      yield ["x"];
      throw new Error("the database has gone");
    }
    await expect(bytesOf({ name: "a", rows: rows() })).rejects.toThrow("the database has gone");
  });

  it("stop reading rows when nobody wants them any more", async () => {
    let closed = false;
    function* rows() {
      try {
        for (;;) yield [String(Math.random())];
      } finally {
        closed = true;
      }
    }
    let bytes = 0;
    for await (const piece of streamWorkbook([{ name: "a", rows: rows() }])) {
      bytes += piece.length;
      if (bytes > 10_000) break;
    }
    await expect.poll(() => closed).toBe(true);
  });

  it("name columns and sheets as spreadsheets do", () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    expect(sheetName("'a[b]:c?'")).toBe("a b  c");
    expect(sheetName("")).toBe("Sheet");
  });
});

describe("the check of XML", () => {
  it.each(["<a><b></a></b>", "<a>", "<a x='1'/>", '<a x="1" x="2"/>', "<a>&nbsp;</a>", "<a>\u0001</a>", "x<a/>"])(
    "refuses %j",
    (xml) => {
      expect(() => assertWellFormed(xml)).toThrow();
    },
  );
});
