import { openXlsx, saveXlsx } from "hucre/xlsx";
import { checkOf } from "../wire/resident-id.ts";

/** Where the headings stand in a roster as offices send it: below its title. */
const headingRow = 2;

/**
 * What the sender does with the workbook that came back: looks at each coloured row and writes what is right, and leaves everything
 * else as it is.
 */
export async function correctRoster(returned: Uint8Array, rows: readonly number[]): Promise<Buffer> {
  const workbook = await openXlsx(returned, { readStyles: true });
  const table = workbook.sheets[0];
  const headings = table?.rows[headingRow - 1] ?? [];
  for (const [index, row] of rows.entries()) {
    const cells = table?.rows[row - 1];
    for (const [heading, value] of Object.entries(somebodyElse(index))) {
      const at = headings.indexOf(heading);
      if (cells === undefined || at < 0) throw new Error(`the returned workbook has no row ${row} or no ${heading}`);
      cells[at] = value;
      const styled = table?.cells?.get(`${row - 1},${at}`);
      if (styled !== undefined) Object.assign(styled, { value, type: "string" });
    }
  }
  return Buffer.from(await saveXlsx(workbook));
}

/** Somebody with a number of a region that does not exist; even numbers are women's. */
function somebodyElse(index: number): Record<string, string> {
  const first = `61099619800101${String(index * 2).padStart(3, "0")}`;
  return {
    ...{
      姓名: `改好${"甲乙丙丁戊己庚辛壬癸"[index % 10]}`,
      性别: "女",
      出生日期: "",
      证件号码: first + checkOf(first),
    },
    ...{ 手机号码: `199009${String(index).padStart(5, "0")}`, 入会日期: "2020-01-01" },
  };
}
