import { escapeXml, longestText } from "./sheet-xml.ts";

/** Help for whoever fills in cells: a line that appears, things to choose from, and what other entries are answered with. */
export interface CellHelp {
  /** E.g. "C3:C5000". */
  cells: string;
  /** To choose from: the texts themselves, or the cells of another sheet that hold them. */
  choices?: readonly string[] | { source: string };
  /** Whether other texts than the choices are refused. */
  strict?: boolean;
  prompt?: { title: string; text: string };
  refusal?: { title: string; text: string };
}

/** Longest list of choices that is kept with the cells, as Excel limits it. */
export const longestList = 255;

/** Whether choices can stand with the cells; otherwise they need cells of their own. */
export const fitsInline = (choices: readonly string[]): boolean =>
  choices.join(",").length <= longestList && choices.every((choice) => !/[,"]/.test(choice));

/** Help as it stands in the XML of a sheet. */
export const helpsXml = (helps: readonly CellHelp[]): string =>
  helps.length === 0 ? "" : `<dataValidations count="${helps.length}">${helps.map(helpXml).join("")}</dataValidations>`;

function helpXml({ cells, choices, strict = true, prompt, refusal }: CellHelp): string {
  const attributes = [
    choices === undefined ? `type="textLength" operator="lessThanOrEqual"` : `type="list"`,
    `allowBlank="1"`,
    ...(prompt === undefined ? [] : [`showInputMessage="1"`]),
    ...(choices === undefined || !strict ? [] : [`showErrorMessage="1"`]),
    ...(refusal === undefined ? [] : [text("errorTitle", refusal.title, 32), text("error", refusal.text, 225)]),
    ...(prompt === undefined ? [] : [text("promptTitle", prompt.title, 32), text("prompt", prompt.text, 255)]),
    `sqref="${cells}"`,
  ];
  // A prompt alone hangs on a rule that every text keeps: programs drop a rule without a kind.
  const rule = choices === undefined ? String(longestText) : listOf(choices);
  return `<dataValidation ${attributes.join(" ")}><formula1>${escapeXml(rule)}</formula1></dataValidation>`;
}

const listOf = (choices: NonNullable<CellHelp["choices"]>): string =>
  "source" in choices ? choices.source : `"${choices.join(",")}"`;

/** Excel takes a file for broken when such a text is too long. */
const text = (name: string, value: string, longest: number) =>
  `${name}="${escapeXml(value.length > longest ? `${value.slice(0, longest - 1)}…` : value).replaceAll("\n", "&#10;")}"`;
