import { escapeCellText, textElement } from "./sheet-xml.ts";

/** A comment on a cell; the row as spreadsheet programs count, the column from 0. */
export interface CellComment {
  cell: string;
  row: number;
  column: number;
  text: string;
}

const ooxml = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** The part that says what the comments of a sheet are. */
export function* commentsXml(comments: readonly CellComment[], author: string): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><comments xmlns="${ooxml}">`;
  yield `<authors><author>${escapeCellText(author)}</author></authors><commentList>`;
  for (const { cell, text } of comments) {
    yield `<comment ref="${cell}" authorId="0"><text>${textElement(text)}</text></comment>`;
  }
  yield "</commentList></comments>";
}

/** The part that says where they are drawn: Excel shows no comment without it. */
export function* commentShapes(comments: readonly CellComment[]): Generator<string> {
  yield `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">`;
  yield `<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>`;
  yield `<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`;
  for (const [index, { row, column }] of comments.entries()) {
    const anchor = [column + 1, 12, Math.max(0, row - 2), 4, column + 4, 12, row + 3, 4].join(",");
    yield `<v:shape id="_x0000_s${1025 + index}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">`;
    yield `<v:fill color2="#ffffe1"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/>`;
    yield `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor>`;
    yield `<x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`;
  }
  yield "</xml>";
}
