import { checkOf } from "#wire/resident-id";
import type { Cell, Column, SheetDefinition } from "../sheets.types.ts";
import { type CellHelp, fitsInline } from "./cell-help.ts";
import { exampleMark } from "./example.rules.ts";
import type { Look } from "./looks.ts";
import { columnLetters, type WrittenRow } from "./sheet-xml.ts";
import { type SheetLanguage, templateTexts } from "./template-texts.ts";
import { type StreamedSheet, streamWorkbook } from "./workbook-stream.ts";

/** The rows that a template helps with. */
const lastRow = 5000;
const firstRow = 4;

/**
 * An empty workbook to fill in: a title, headings (required ones with a star), an example that is not imported, drop-downs, cells that
 * keep identity and phone numbers as text, and a second sheet that says what each column is for.
 */
export async function templateOf(definition: SheetDefinition, language: SheetLanguage): Promise<Uint8Array> {
  const lists = definition.columns.flatMap((column) => {
    const choices = choicesOf(column, language);
    return choices === undefined || fitsInline(choices) ? [] : [{ key: column.key, choices }];
  });
  const sheets = [formSheet(definition, language, lists), guideSheet(definition, language)];
  if (lists.length > 0) sheets.push(listSheet(templateTexts[language].choices, lists));
  return Buffer.concat(await Array.fromAsync(streamWorkbook(sheets)));
}

/** Choices too long to stand with their cells, each in a column of a hidden sheet. */
type LongList = { key: string; choices: readonly string[] };

function choicesOf(column: Column, language: SheetLanguage): readonly string[] | undefined {
  if (column.kind === "choice") return column.choices.map(({ title }) => title);
  return column.kind === "yes_no" ? [templateTexts[language].yes, templateTexts[language].no] : undefined;
}

function formSheet(definition: SheetDefinition, language: SheetLanguage, lists: readonly LongList[]): StreamedSheet {
  const { columns, title } = definition;
  const texts = templateTexts[language];
  const rows: WrittenRow[] = [
    [{ value: texts.title(title), look: "title" }],
    columns.map((column) => ({
      value: column.required ? `*${column.title}` : column.title,
      look: column.required ? "required" : "heading",
    })),
    columns.map((column, at) => ({
      value: `${at === 0 ? exampleMark[language] : ""}${exampleOf(column, language)}`,
      look: "example",
    })),
  ];
  return {
    ...{ name: title, rows, frozen: 2 },
    merges: columns.length > 1 ? [`A1:${columnLetters(columns.length - 1)}1`] : [],
    columns: columns.map((column) => ({ width: widthOf(column), look: lookOf(column) })),
    helps: columns.map((column, at) => helpOf(column, at, { language, lists })),
  };
}

const looks: Record<Column["kind"], Look> = {
  text: "text",
  choice: "text",
  words: "text",
  day: "day",
  time: "text",
  id_number: "text",
  phone: "text",
  integer: "count",
  money: "money",
  yes_no: "text",
};
export const lookOf = (column: Column): Look => looks[column.kind];

const widths: Partial<Record<Column["kind"], number>> = { id_number: 22, phone: 15, day: 14, integer: 10, money: 12 };

/** Wide enough for what is usual and for the heading. */
export const widthOf = (column: Column): number =>
  Math.max(widths[column.kind] ?? 12, wideOf(column.title) + 4, Math.min(40, wideOf(column.example ?? "") + 2));

/** Chinese signs take two places. */
const wideOf = (text: string) => [...text].reduce((sum, sign) => sum + (sign > "\u2e80" ? 2 : 1), 0);

// Of a region that was never given to a place, of a network that gives no such number.
const somebody = "61099919900101002";
const examples: Partial<Record<Column["kind"], string>> = {
  day: "2020-09-01",
  time: "18:30",
  id_number: somebody + checkOf(somebody),
  phone: "19900000000",
  integer: "1",
  money: "100.00",
};

const exampleOf = (column: Column, language: SheetLanguage): string =>
  column.example ?? examples[column.kind] ?? choicesOf(column, language)?.[0] ?? "";

const guidanceOf = (column: Column, language: SheetLanguage): string =>
  column.guidance ?? templateTexts[language].kind(column);

function helpOf(
  column: Column,
  at: number,
  { language, lists }: { language: SheetLanguage; lists: readonly LongList[] },
): CellHelp {
  const texts = templateTexts[language];
  const letters = columnLetters(at);
  const prompt = {
    title: `${column.title}(${column.required ? texts.required : texts.optional})`,
    text: guidanceOf(column, language),
  };
  const help = { cells: `${letters}${firstRow}:${letters}${lastRow}`, prompt };
  const choices = choicesOf(column, language);
  if (choices === undefined) return help;
  const list = lists.findIndex(({ key }) => key === column.key);
  const name = columnLetters(list);
  const source = { source: `'${texts.choices}'!$${name}$1:$${name}$${choices.length}` };
  const strict = column.kind !== "choice" || column.others !== "keep";
  return { ...help, choices: list === -1 ? choices : source, strict, refusal: texts.refusal };
}

function guideSheet({ columns }: SheetDefinition, language: SheetLanguage): StreamedSheet {
  const texts = templateTexts[language];
  const intro = texts.intro.map((line): WrittenRow => [line]);
  const rows = columns.map((column): WrittenRow => {
    const choices = choicesOf(column, language)?.join("、") ?? "";
    const required = column.required ? texts.required : texts.optional;
    return [column.title, required, guidanceOf(column, language), choices, exampleOf(column, language)].map(
      (value) => ({
        value,
        look: "text",
      }),
    );
  });
  const heads = texts.guideHeads.map((value) => ({ value, look: "heading" as const }));
  return {
    name: texts.guide,
    columns: [18, 12, 60, 40, 24].map((width) => ({ width })),
    rows: [...intro, [], heads, ...rows],
  };
}

function listSheet(name: string, lists: readonly LongList[]): StreamedSheet {
  const longest = Math.max(...lists.map(({ choices }) => choices.length));
  const rows = Array.from({ length: longest }, (_, row): Cell[] => lists.map(({ choices }) => choices[row] ?? null));
  return { name, rows, hidden: true };
}
