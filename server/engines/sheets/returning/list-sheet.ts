import { escapeXml, textElement } from "../writing/sheet-xml.ts";
import type { CellFormats } from "./cell-formats.ts";
import type { MarkTask } from "./marks.rules.ts";

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** All that is wrong, to be filtered and sorted; the number of a row leads to it. */
export function listSheetXml(
  { marks, texts, sheet }: Pick<MarkTask, "marks" | "texts" | "sheet">,
  formats: CellFormats,
): string {
  const [heading, text] = [formats.heading(), formats.text()];
  const said = (name: string, format: number, value: string) =>
    `<c r="${name}" s="${format}" t="inlineStr"><is>${textElement(value)}</is></c>`;
  const rows = [texts.listHeads.map((head, at) => said(`${"ABC"[at]}1`, heading, head)).join("")];
  const links: string[] = [];
  for (const { row, cells } of marks) {
    const target = escapeXml(`'${sheet.replaceAll("'", "''")}'!A${row}`);
    links.push(`<hyperlink ref="A${rows.length + 1}" location="${target}"/>`);
    for (const { heading: column, text: what } of cells) {
      const at = rows.length + 1;
      rows.push(`<c r="A${at}"><v>${row}</v></c>${said(`B${at}`, text, column)}${said(`C${at}`, text, what)}`);
    }
  }
  return [
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">`,
    `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`,
    `<cols>${[8, 18, 90].map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join("")}</cols>`,
    `<sheetData>${rows.map((cells, at) => `<row r="${at + 1}">${cells}</row>`).join("")}</sheetData>`,
    `<autoFilter ref="A1:C${rows.length}"/>`,
    links.length === 0 ? "" : `<hyperlinks>${links.join("")}</hyperlinks>`,
    "</worksheet>",
  ].join("");
}
