import { unreachable } from "#kernel/database/unreachable";
import { normalisePhone } from "#kernel/phone";
import type { Cell, Column, Defect, Value, Values } from "../sheets.types.ts";
import { readyChoices } from "./choice.rules.ts";
import { readDay } from "./day.rules.ts";
import { readIdNumber } from "./id-number.rules.ts";
import { readNumber, readYesNo, readYuan, toFen } from "./number.rules.ts";
import { compact, isFormulaError, saysNothing, tidy, tidyName, written } from "./text.rules.ts";
import { readTime } from "./time.rules.ts";

/** What a cell of a column says, why it cannot be taken, or that another column has to be put right before. */
export type Read = { value: Value } | Pick<Defect, "code" | "params"> | { open: true };

export interface Around {
  /** What other columns of the row say; only those that were read before. */
  values: Values;
  refused: ReadonlySet<string>;
  today: string;
}

export type Reader = (cell: Cell, around: Around) => Read;

const nothing: Read = { value: null };
const refuse = (code: string, params?: Defect["params"]): Read => (params === undefined ? { code } : { code, params });
const valueOr = (code: string, value: Value | undefined): Read => (value === undefined ? { code } : { value });

/** Reads cells of a column. Blank is null in every kind; 无 and / are blank where they can be nothing else. */
export function readerOf(column: Column): Reader {
  const read = ofKind(column);
  const blankSigns = column.kind !== "text" && column.kind !== "choice" && column.kind !== "yes_no";
  return (cell, around) => {
    const text = compact(written(cell));
    if (text === "") return nothing;
    if (isFormulaError(text)) return refuse("sheets.formula_error");
    return blankSigns && saysNothing(text) ? nothing : read(cell, around);
  };
}

function ofKind(column: Column): Reader {
  switch (column.kind) {
    case "text":
      return ofText(column);
    case "choice":
      return ofChoice(column);
    case "words":
      return ofWords(column);
    case "day":
      return ofDay(column);
    case "time":
      return (cell) => valueOr("sheets.not_a_time", readTime(cell));
    case "id_number":
      return ofId(column);
    case "phone":
      return ofPhone;
    case "integer":
      return ofInteger(column);
    case "money":
      return ofMoney(column);
    case "yes_no":
      return (cell) => valueOr("sheets.not_yes_no", readYesNo(cell));
    default:
      return unreachable(column);
  }
}

type Of<Kind extends Column["kind"]> = Extract<Column, { kind: Kind }>;

const lengthOf = (text: string): number => [...text].length;

const ofText =
  ({ maxLength = Number.POSITIVE_INFINITY, name = false }: Of<"text">): Reader =>
  (cell) => {
    const text = name ? tidyName(written(cell)) : tidy(written(cell));
    if (text === "") return nothing;
    return lengthOf(text) > maxLength ? refuse("sheets.too_long", { most: maxLength }) : { value: text };
  };

function ofChoice({ choices, others = "refuse" }: Of<"choice">): Reader {
  const ready = readyChoices(choices);
  return (cell) => {
    const text = tidy(written(cell));
    const value = ready.valueOf(text);
    if (value !== undefined) return { value };
    // A placeholder is nothing, unless it is a choice.
    if (saysNothing(compact(text))) return nothing;
    if (others === "keep") return { value: text };
    const nearest = ready.near(text);
    return refuse("sheets.unknown_choice", nearest === undefined ? undefined : { nearest });
  };
}

const ofWords =
  ({ maxLength = Number.POSITIVE_INFINITY }: Of<"words">): Reader =>
  (cell) => {
    const words = tidy(written(cell))
      .split(/[\s、，,;；/|]+/u)
      .map(tidy)
      .filter((word) => word !== "" && !saysNothing(compact(word)));
    if (words.length === 0) return nothing;
    const tooLong = words.some((word) => lengthOf(word) > maxLength);
    return tooLong ? refuse("sheets.too_long", { most: maxLength }) : { value: [...new Set(words)] };
  };

const ofDay =
  ({ past = false }: Of<"day">): Reader =>
  (cell, { today }) => {
    const day = readDay(cell);
    if (day === undefined) return refuse("sheets.not_a_day");
    return past && day > today ? refuse("sheets.day_in_future") : { value: day };
  };

const ofId =
  ({ idKindKey }: Of<"id_number">): Reader =>
  (cell, { values, refused, today }) => {
    const said = idKindKey === undefined ? null : values[idKindKey];
    const unknown = idKindKey !== undefined && refused.has(idKindKey);
    return readIdNumber(cell, unknown ? undefined : typeof said === "string" ? said : null, today);
  };

// Some programs write a number's text with its decimals: 13800000000.0.
const ofPhone: Reader = (cell) => valueOr("sheets.phone", normalisePhone(compact(written(cell)).replace(/\.0+$/, "")));

const ofInteger =
  (column: Of<"integer">): Reader =>
  (cell) => {
    const number = readNumber(cell);
    if (number === undefined) return refuse("sheets.not_a_number");
    return Number.isInteger(number) ? within(column, number, (limit) => limit) : refuse("sheets.not_whole");
  };

const ofMoney =
  (column: Of<"money">): Reader =>
  (cell) => {
    const yuan = readYuan(cell);
    if (yuan === undefined) return refuse("sheets.not_a_number");
    const fen = toFen(yuan);
    return fen === undefined ? refuse("sheets.below_a_fen") : within(column, fen, (limit) => limit / 100);
  };

/** A number within its column's limits, which are told as people write them. */
function within(
  { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number },
  number: number,
  told: (limit: number) => number,
): Read {
  if (number >= min && number <= max) return { value: number + 0 };
  if (min === Number.NEGATIVE_INFINITY) return refuse("sheets.too_large", { max: told(max) });
  if (max === Number.POSITIVE_INFINITY) return refuse("sheets.too_small", { min: told(min) });
  return refuse("sheets.out_of_range", { min: told(min), max: told(max) });
}
