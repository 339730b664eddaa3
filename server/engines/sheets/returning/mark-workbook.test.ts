import { strToU8, unzipSync, zipSync } from "fflate";
import { readXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { templateOf } from "../writing/template.ts";
import { partsOf } from "../writing/workbook.fixture.ts";
import { markWorkbook } from "./mark-workbook.ts";
import type { CellMark, MarkTask } from "./marks.rules.ts";
import { returnTexts } from "./return-texts.ts";
import { Unfamiliar } from "./xml-text.ts";

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
const relations = (...all: string[]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join("")}</Relationships>`;

/** A workbook as Excel writes it: shared strings, formats of whole columns and rows, hints, a table, somebody's comment. */
const asExcelWrites: Record<string, string> = {
  "[Content_Types].xml": [
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`,
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
    `<Default Extension="VML" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>`,
    `<Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>`,
    `<Override PartName="/xl/worksheets/sheet7.xml" ContentType="${types}.worksheet+xml"/>`,
    `<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>`,
    `<Override PartName="/xl/sharedStrings.xml" ContentType="${types}.sharedStrings+xml"/>`,
    `<Override PartName="/xl/comments1.xml" ContentType="${types}.comments+xml"/></Types>`,
  ].join(""),
  "_rels/.rels": relations(relation("rId1", "officeDocument", "xl/workbook.xml")),
  "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr codeName="本簿"/><sheets><sheet name="名册&amp;表" sheetId="4" r:id="rId9"/></sheets><definedNames><definedName name="范围">'名册&amp;表'!$A$1</definedName></definedNames></workbook>`,
  "xl/_rels/workbook.xml.rels": relations(
    ...[relation("rId9", "worksheet", "worksheets/sheet7.xml"), relation("rId2", "styles", "/xl/styles.xml")],
    relation("rId3", "sharedStrings", "sharedStrings.xml"),
  ),
  "xl/sharedStrings.xml": `<sst xmlns="${main}" count="3" uniqueCount="3"><si><t>姓名</t></si><si><t>证件号码</t></si><si><r><t>张</t></r><r><t>三</t></r></si></sst>`,
  "xl/styles.xml": [
    `<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="10"/><name val="仿宋"/></font></fonts>`,
    `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>`,
    `<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`,
    `<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`,
    `<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
    `<xf numFmtId="9" fontId="0" fillId="1" borderId="0" xfId="0" applyFill="1"><alignment horizontal="right"/></xf>`,
    `<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>`,
    `<dxfs count="1"><dxf><fill><patternFill><bgColor rgb="FF00FF00"/></patternFill></fill></dxf></dxfs></styleSheet>`,
  ].join(""),
  "xl/worksheets/sheet7.xml": [
    `<?xml version="1.0" encoding="UTF-8"?>\r\n<worksheet xmlns="${main}" xmlns:r="${office}"><dimension ref="A1:B4"/>`,
    `<sheetFormatPr defaultRowHeight="14.4"/><cols><col min="1" max="1" width="9"/><col min="2" max="16384" width="20" style="1"/></cols>`,
    `<sheetData><row r="1" spans="1:2" ht="30"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>`,
    `<row r="2" spans="1:2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="2"><v>6.1099719900101E+17</v></c></row>`,
    `<row r="3" s="3" customFormat="1"/><row><c t="str"><f>A2&amp;"x"</f><v>张三x</v></c></row></sheetData>`,
    `<phoneticPr fontId="1"/><conditionalFormatting sqref="A2"><cfRule type="duplicateValues" dxfId="0" priority="1"><extLst/></cfRule></conditionalFormatting>`,
    `<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><legacyDrawing r:id="rId5"/>`,
    `<extLst><ext uri="x"/></extLst></worksheet>`,
  ].join(""),
  "xl/worksheets/_rels/sheet7.xml.rels": relations(
    ...[
      relation("rId5", "vmlDrawing", "../drawings/vmlDrawing1.VML"),
      relation("rId6", "comments", "../comments1.xml"),
    ],
  ),
  "xl/comments1.xml": `<comments xmlns="${main}"><authors><author>王会计</author></authors><commentList><comment ref="A4" authorId="0"><text><t>已核对</t></text></comment></commentList></comments>`,
  "xl/drawings/vmlDrawing1.VML": `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" o:spt="202"/><v:shape id="_x0000_s2049" type="#_x0000_t202"><x:ClientData ObjectType="Note"><x:Row>3</x:Row><x:Column>0</x:Column></x:ClientData></v:shape></xml>`,
  "xl/media/image1.png": "not to be touched",
};

const packed = (parts: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)])));

const cell = (at: number, text: string, asText = false): CellMark => ({ at, heading: "证件号码", text, asText });
const task: MarkTask = {
  ...{ sheet: "名册&表", headerRow: 1, width: 2, texts: returnTexts["zh-CN"] },
  marks: [
    { row: 2, problem: "号码丢了。", cells: [cell(1, "重新填。", true)] },
    { row: 3, problem: "没有名字。", cells: [cell(0, "补上名字。")] },
    { row: 4, problem: "重复。", cells: [cell(0, "留一行。"), cell(1, "补上号码。")] },
  ],
};
const sheetOf = (bytes: Uint8Array) => partsOf(bytes).get("xl/worksheets/sheet7.xml") ?? "";

describe("a workbook as Excel writes it", () => {
  const marked = markWorkbook(packed(asExcelWrites), task);

  it("is marked, and what it said is said still", async () => {
    const { sheets } = await readXlsx(marked, { readStyles: true });
    expect(sheets.map(({ name }) => name)).toEqual(["名册&表", "问题清单"]);
    const [table, list] = sheets;
    expect(table?.rows[0]).toEqual(["姓名", "证件号码", "问题"]);
    expect(table?.rows[1]).toEqual(["张三", 6.1099719900101e17, "号码丢了。"]);
    expect(table?.cells?.get("3,0")).toMatchObject({
      formula: 'A2&"x"',
      comment: { author: "王会计", text: "已核对" },
    });
    expect(table?.cells?.get("1,1")?.comment).toMatchObject({ author: "工汇 Gonghui", text: "重新填。" });
    expect(table?.cells?.get("1,1")?.style).toMatchObject({ numFmt: "@", alignment: { horizontal: "right" } });
    expect(table?.cells?.get("3,1")?.comment?.text).toBe("补上号码。");
    expect(list?.rows.slice(1)).toEqual([
      ...[
        [2, "证件号码", "重新填。"],
        [3, "证件号码", "补上名字。"],
      ],
      ...[
        [4, "证件号码", "留一行。"],
        [4, "证件号码", "补上号码。"],
      ],
    ]);
    expect(list?.cells?.get("1,0")?.hyperlink?.location).toBe("'名册&表'!A2");
  });

  it("keeps every part that is not concerned, byte for byte", () => {
    const [before, after] = [unzipSync(packed(asExcelWrites)), unzipSync(marked)];
    for (const path of ["xl/sharedStrings.xml", "xl/media/image1.png", "_rels/.rels"])
      expect(after[path]).toEqual(before[path]);
    const sheet = sheetOf(marked);
    const behind = asExcelWrites["xl/worksheets/sheet7.xml"]?.split("</sheetData>")[1];
    expect(sheet.endsWith(`</sheetData>${behind}`)).toBe(true);
    expect(sheet).toContain(`<row r="1" ht="30">`);
    expect(sheet).toMatch(/<c s="\d+" t="str"><f>A2&amp;"x"<\/f><v>张三x<\/v><\/c>/);
    expect(partsOf(marked).get("xl/workbook.xml")).toContain(`<definedName name="范围">`);
  });

  it("gives a cell that was never written the format of its row or column", () => {
    const sheet = sheetOf(marked);
    const styles = partsOf(marked).get("xl/styles.xml") ?? "";
    const formats =
      styles
        .split("<cellXfs")[1]
        ?.split("</cellXfs>")[0]
        ?.match(/<xf [^>]*>/g) ?? [];
    const formatOf = (name: string) => formats[Number(new RegExp(`<c r="${name}" s="(\\d+)"`).exec(sheet)?.[1])];
    expect(formatOf("A3")).toContain(`numFmtId="14"`);
    expect(formatOf("B4")).toContain(`numFmtId="49"`);
    expect(styles).toMatch(new RegExp(`<cellXfs count="${formats.length}">`));
    expect(styles).toContain(`<dxfs count="1">`);
  });

  it("divides a width that went over all columns", () => {
    expect(/<cols>(.*)<\/cols>/.exec(sheetOf(marked))?.[1]).toBe(
      [
        `<col min="1" max="1" width="9"/><col max="2" min="2" width="20" style="1"/>`,
        `<col min="3" max="3" width="60" customWidth="1"/><col max="16384" min="4" width="20" style="1"/>`,
      ].join(""),
    );
  });

  it("draws new comments beside those that are there, and takes its own away the next time", () => {
    const drawing = partsOf(marked).get("xl/drawings/vmlDrawing1.VML") ?? "";
    expect(Array.from(drawing.matchAll(/<v:shape id="_x0000_s(\d+)"/g), (match) => match[1])).toEqual([
      "2049",
      "2050",
      "2051",
      "2052",
    ]);
    const again = markWorkbook(marked, { ...task, problemColumn: 2, marks: [] });
    const parts = partsOf(again);
    expect(parts.get("xl/drawings/vmlDrawing1.VML")).toBe(asExcelWrites["xl/drawings/vmlDrawing1.VML"]);
    expect(parts.get("xl/comments1.xml")?.match(/<comment /g)?.length).toBe(1);
    const sheet = parts.get("xl/worksheets/sheet7.xml") ?? "";
    expect(sheet).not.toContain("号码丢了");
    expect([...parts.keys()].filter((path) => path.includes("worksheets/sheet")).length).toBe(2);
  });
});

describe("a workbook without comments", () => {
  it("gets its drawing where the order of elements wants it", () => {
    const { "xl/worksheets/sheet7.xml": sheet = "", ...others } = asExcelWrites;
    const plain = sheet.replace(`<legacyDrawing r:id="rId5"/>`, "");
    const marked = markWorkbook(
      packed({ ...others, "xl/worksheets/sheet7.xml": plain, "xl/worksheets/_rels/sheet7.xml.rels": relations() }),
      task,
    );
    expect(sheetOf(marked)).toMatch(/footer="0\.3"\/><legacyDrawing [^>]*r:id="rId\d"\/><extLst>/);
    expect(partsOf(marked).has("xl/comments2.xml")).toBe(true);
  });

  it("made from our template keeps its help and the formats of its columns", async () => {
    const columns = [{ key: "id", title: "证件号码", kind: "id_number", guidance: "18 位。" }] as const;
    const template = await templateOf({ kind: "x", title: "会员", columns }, "zh-CN");
    const before = partsOf(template).get("xl/worksheets/sheet1.xml") ?? "";
    const mark = { row: 3, problem: "x", cells: [cell(0, "y")] };
    const after = partsOf(markWorkbook(template, { ...task, sheet: "会员", headerRow: 2, width: 1, marks: [mark] }));
    const sheet = after.get("xl/worksheets/sheet1.xml") ?? "";
    const helps = /<dataValidations.*<\/dataValidations>/.exec(before)?.[0] ?? "none";
    expect(sheet).toContain(helps);
    expect(sheet).toContain(/<col [^>]*>/.exec(before)?.[0]);
  });
});

describe("a workbook of another kind", () => {
  it.each([
    [
      "without the sheet",
      { "xl/workbook.xml": `<workbook xmlns="${main}"><sheets><sheet name="x"/></sheets></workbook>` },
    ],
    [
      "with prefixes",
      {
        "xl/worksheets/sheet7.xml": `<x:worksheet xmlns:x="${main}"><x:sheetData><x:row r="1"/></x:sheetData></x:worksheet>`,
      },
    ],
    [
      "with comments in its XML",
      { "xl/worksheets/sheet7.xml": `<worksheet><sheetData><!-- <row r="1"> --><row r="1"/></sheetData></worksheet>` },
    ],
    ["without formats", { "xl/styles.xml": `<styleSheet xmlns="${main}"/>` }],
  ])("%s is left alone", (_name, parts) => {
    expect(() => markWorkbook(packed({ ...asExcelWrites, ...parts }), task)).toThrow(Unfamiliar);
  });
});
