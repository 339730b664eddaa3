import { readXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import type { SheetDefinition } from "../sheets.types.ts";
import { isExample } from "./example.rules.ts";
import { templateOf } from "./template.ts";
import { partsOf } from "./workbook.fixture.ts";

const counties = Array.from({ length: 60 }, (_, index) => ({ value: `c${index}`, title: `第${index + 1}街道总工会` }));

const people: SheetDefinition = {
  kind: "people",
  title: "会员",
  columns: [
    { key: "name", title: "姓名", kind: "text", required: true, maxLength: 30, example: '张<三> & "四"' },
    {
      key: "sex",
      title: "性别",
      kind: "choice",
      choices: [
        { value: "f", title: "女" },
        { value: "m", title: "男" },
      ],
    },
    {
      key: "idNumber",
      title: "证件号码",
      kind: "id_number",
      required: true,
      sensitive: true,
      guidance: "按证件填写。",
    },
    { key: "phone", title: "手机号码", kind: "phone", sensitive: true },
    { key: "joinedOn", title: "入会日期", kind: "day", past: true },
    { key: "union", title: "所属工会", kind: "choice", choices: counties, others: "keep" },
    { key: "fee", title: "会费", kind: "money", min: 0, max: 100_000 },
    { key: "age", title: "年龄", kind: "integer", min: 16 },
    { key: "rider", title: "新就业形态", kind: "yes_no" },
    { key: "skills", title: "技能", kind: "words", guidance: `${"很长的说明，".repeat(80)}完` },
  ],
};

describe("templates", () => {
  it.each(["zh-CN", "en"] as const)("are workbooks that can be read back, in %s", async (language) => {
    const bytes = await templateOf(people, language);
    partsOf(bytes);
    const { sheets } = await readXlsx(bytes, { readStyles: true });
    const [form, guide, lists] = sheets;
    expect(form?.rows[0]?.[0]).toContain("会员");
    expect(form?.merges).toEqual([{ startRow: 0, startCol: 0, endRow: 0, endCol: 9 }]);
    expect(form?.rows[1]).toEqual([
      ...["*姓名", "性别", "*证件号码", "手机号码", "入会日期", "所属工会", "会费", "年龄", "新就业形态", "技能"],
    ]);
    const colour = (at: number) => form?.cells?.get(`1,${at}`)?.style?.fill;
    expect(colour(0)).not.toEqual(colour(1));
    expect(form?.freezePane?.rows).toBe(2);
    expect(isExample(form?.rows[2] ?? [])).toBe(true);
    expect(form?.rows[2]?.[0]).toContain('张<三> & "四"');
    expect(guide?.rows.filter((row) => row[0] === "证件号码").map((row) => row[2])).toEqual(["按证件填写。"]);
    expect(guide?.rows.find((row) => row[0] === "所属工会")?.[3]).toContain("第60街道总工会");
    expect(lists?.hidden).toBe(true);
    expect(lists?.rows.map((row) => row[0])).toEqual(counties.map(({ title }) => title));
  });

  it("offer what can be chosen, long lists from a hidden sheet, and refuse only what is not free", async () => {
    const { sheets } = await readXlsx(await templateOf(people, "zh-CN"));
    const help = (cells: string) => sheets[0]?.dataValidations?.find(({ range }) => range === cells);
    expect(help("B4:B5000")).toMatchObject({ type: "list", values: ["女", "男"], showErrorMessage: true });
    expect(help("F4:F5000")).toMatchObject({ type: "list", formula1: "'选项'!$A$1:$A$60" });
    expect(help("F4:F5000")?.showErrorMessage).not.toBe(true);
    expect(help("I4:I5000")).toMatchObject({ values: ["是", "否"] });
    expect(help("C4:C5000")).toMatchObject({ inputTitle: "证件号码(必填)", inputMessage: "按证件填写。" });
    // Excel repairs, that is removes, a prompt of more than 255 characters.
    expect(help("J4:J5000")?.inputMessage?.length).toBe(255);
  });

  it("keep numbers of documents and phones as text in cells that nobody has written yet", async () => {
    const parts = partsOf(await templateOf(people, "zh-CN"));
    const formats = [...(parts.get("xl/styles.xml") ?? "").matchAll(/<xf numFmtId="(\d+)"[^>]*xfId/g)].map(
      (xf) => xf[1],
    );
    const formatOf = (column: number) => {
      const style = new RegExp(`<col min="${column}"[^>]* style="(\\d+)"`).exec(
        parts.get("xl/worksheets/sheet1.xml") ?? "",
      );
      return formats[Number(style?.[1])];
    };
    expect([formatOf(3), formatOf(4)]).toEqual(["49", "49"]);
    expect(formatOf(5)).toBe("164");
  });

  it("name as examples only rows that say so", () => {
    expect(isExample(["示例：张三"])).toBe(true);
    expect(isExample([null, "Example: Zhang"])).toBe(true);
    expect(isExample(["示例县总工会"])).toBe(false);
    expect(isExample(["张三", "示例：x"])).toBe(false);
  });
});
