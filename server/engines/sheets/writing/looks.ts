import { coloursOfMark } from "./trace.rules.ts";

/** How a cell of a streamed workbook looks. Text is kept as text also when somebody edits the cell. */
export const looks = [
  "plain",
  "text",
  "day",
  "money",
  "count",
  "title",
  "heading",
  "required",
  "example",
  "wrong",
  "wrong_day",
  "problem",
  "note",
  "traced",
  "traced_too",
] as const;
export type Look = (typeof looks)[number];

interface Format {
  font?: number;
  fill?: number;
  border?: number;
  number?: number;
  align?: string;
}

const fonts = [
  `<font><sz val="11"/><name val="宋体"/><charset val="134"/></font>`,
  `<font><b/><sz val="11"/><name val="宋体"/><charset val="134"/></font>`,
  `<font><b/><sz val="16"/><name val="宋体"/><charset val="134"/></font>`,
  `<font><i/><sz val="11"/><color rgb="FF7F7F7F"/><name val="宋体"/><charset val="134"/></font>`,
  `<font><sz val="11"/><color rgb="FF9C0006"/><name val="宋体"/><charset val="134"/></font>`,
];
const inked = (rgb: string) => `<font><sz val="11"/><color rgb="${rgb}"/><name val="宋体"/><charset val="134"/></font>`;
const solid = (rgb: string) => `<fill><patternFill patternType="solid"><fgColor rgb="${rgb}"/></patternFill></fill>`;
/** Colours of cells, as Excel writes them. */
export const colours = { heading: "FFF0ECE6", required: "FFFFF2CC", wrong: "FFFFC7CE" } as const;
const fills = [
  `<fill><patternFill patternType="none"/></fill>`,
  `<fill><patternFill patternType="gray125"/></fill>`,
  ...Object.values(colours).map(solid),
];
const side = (name: string) => `<${name} style="thin"><color rgb="FFBFBFBF"/></${name}>`;
const borders = [
  "<border><left/><right/><top/><bottom/><diagonal/></border>",
  `<border>${side("left")}${side("right")}${side("top")}${side("bottom")}<diagonal/></border>`,
];
const asText = 49;
const asDay = 164;
const asMoney = 2;

const formats: Record<Look, Format> = {
  plain: {},
  text: { number: asText },
  day: { number: asDay },
  money: { number: asMoney },
  count: { number: 1 },
  title: { font: 2, align: `horizontal="center" vertical="center"` },
  heading: { font: 1, fill: 2, border: 1, align: `horizontal="center" vertical="center" wrapText="1"` },
  required: { font: 1, fill: 3, border: 1, align: `horizontal="center" vertical="center" wrapText="1"` },
  example: { font: 3, number: asText },
  wrong: { fill: 4, number: asText },
  wrong_day: { fill: 4, number: asDay },
  problem: { font: 4, number: asText },
  note: { font: 3, number: asText },
  traced: { font: 5, number: asText },
  traced_too: { font: 6, number: asText },
};

function formatXml({ font = 0, fill = 0, border = 0, number = 0, align }: Format): string {
  const applied = [
    ...(number > 0 ? [`applyNumberFormat="1"`] : []),
    ...(font > 0 ? [`applyFont="1"`] : []),
    ...(fill > 0 ? [`applyFill="1"`] : []),
    ...(border > 0 ? [`applyBorder="1"`] : []),
    ...(align === undefined ? [] : [`applyAlignment="1"`]),
  ].join(" ");
  const ids = `numFmtId="${number}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0"`;
  return `<xf ${ids}${applied === "" ? "" : ` ${applied}`}>${align === undefined ? "" : `<alignment ${align}/>`}</xf>`;
}

const list = (name: string, parts: readonly string[]) => `<${name} count="${parts.length}">${parts.join("")}</${name}>`;

/** The styles of every streamed workbook; a look's number is its place in `looks`. The traced looks carry the halves of a mark. */
export const stylesXml = (mark = 0): string =>
  [
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`,
    `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`,
    list("numFmts", [`<numFmt numFmtId="${asDay}" formatCode="yyyy\\-mm\\-dd"/>`]),
    list("fonts", [...fonts, ...coloursOfMark(mark).map(inked)]),
    list("fills", fills),
    list("borders", borders),
    list("cellStyleXfs", [`<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>`]),
    list(
      "cellXfs",
      looks.map((look) => formatXml(formats[look])),
    ),
    list("cellStyles", [`<cellStyle name="Normal" xfId="0" builtinId="0"/>`]),
    "</styleSheet>",
  ].join("");
