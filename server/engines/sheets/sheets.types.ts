/** What stands in one cell of an uploaded file, as the reader gives it. */
export type Cell = string | number | boolean | Date | null;

/** One row of an uploaded file. */
export interface RawRow {
  sheet: string;
  /** As the spreadsheet program numbers it, from 1. */
  row: number;
  cells: readonly Cell[];
}

export interface Choice {
  value: string;
  /** What templates and exports say. */
  title: string;
  /** What else people write for it. */
  synonyms?: readonly string[];
  /** Those of the synonyms that say more than the value (骑手 of 平台就业); kept in the column's `detailKey`. */
  details?: readonly string[];
}

interface ColumnOf<Kind extends string> {
  /** Of the value, e.g. "idNumber". */
  key: string;
  /** The heading in templates and exports. */
  title: string;
  /** Other headings that mean this column. */
  synonyms?: readonly string[];
  kind: Kind;
  required?: boolean;
  /** Identity numbers, phones, bank accounts: never in a log, a job or an answer in clear. */
  sensitive?: boolean;
  /** One line for whoever fills it in. */
  guidance?: string;
  example?: string;
}

/** A column of a sheet. Kinds say what is cleaned and what is refused; `judge` gives the value named behind each. */
export type Column =
  /** string; spaces at the ends and doubled ones go, full-width letters and digits become usual ones. */
  | (ColumnOf<"text"> & {
      maxLength?: number;
      /** A person's name: 张　三 filled up to three characters becomes 张三, the dot of 买买提·艾力 is always the same. */
      name?: boolean;
    })
  /** string: one of the values. */
  | (ColumnOf<"choice"> & {
      choices: readonly Choice[];
      others?: "refuse" | "keep";
      /** The text column that keeps what a cell said beyond its choice, where that column says nothing itself. */
      detailKey?: string;
    })
  /** string[]: several, separated by 、，,;/ or spaces. */
  | (ColumnOf<"words"> & { maxLength?: number })
  /** "YYYY-MM-DD". */
  | (ColumnOf<"day"> & { past?: boolean })
  /** "HH:MM". */
  | ColumnOf<"time">
  /** Upper-case string of 18 characters whose check character fits (GB 11643); other documents by `idKindKey`'s value. */
  | (ColumnOf<"id_number"> & { idKindKey?: string })
  /**
   * E.164 mobile number. Two rows of a file with the same one are two with the same `sharedWithin` (a household; the first key must say
   * something): the later is taken without it and a note says so. Other repetitions are refused.
   */
  | (ColumnOf<"phone"> & { sharedWithin?: readonly string[] })
  /** number, whole. */
  | (ColumnOf<"integer"> & { min?: number; max?: number })
  /** number, whole fen; written in yuan. */
  | (ColumnOf<"money"> & { min?: number; max?: number })
  /** boolean: 是/否, 有/无, √, 1/0. */
  | ColumnOf<"yes_no">;

export type ColumnKind = Column["kind"];
export type Value = string | number | boolean | string[] | null;
export type Values = Record<string, Value>;

/** Why a row cannot be taken. `code` is also the key of the text that says what to do; `params` never hold personal data. */
export interface Defect {
  /** Undefined when it is about the row as a whole. */
  column?: string;
  code: string;
  params?: Record<string, string | number>;
}

/** What one row says after cleaning. With a refusing defect it is not written. */
export interface Judged {
  values: Values;
  defects: Defect[];
}

export interface SheetDefinition {
  /** E.g. "people". */
  kind: string;
  /** Names the template and the export. */
  title: string;
  columns: readonly Column[];
  /** What columns must agree on, after each was cleaned; pure. `today` is "YYYY-MM-DD". */
  check?(values: Values, today: string): Defect[];
}

/** A definition made ready: the same judgement for a form, a dry run and the commit. */
export interface SheetSchema extends SheetDefinition {
  column(key: string): Column | undefined;
  /** `raw` by column key, as typed or as read from a cell. Absent and blank are null. */
  judge(raw: Readonly<Record<string, Cell | undefined>>, today: string): Judged;
}

/** How the columns of a file stand for those of a schema. */
export interface Mapping {
  sheet: string;
  /** Row number of the headings, from 1. */
  headerRow: number;
  columns: MappedColumn[];
  /** Keys of required columns that no heading stands for. */
  missing: string[];
}

export interface MappedColumn {
  /** Position in the row, from 0. */
  at: number;
  heading: string;
  /** Null: left out. */
  key: string | null;
  because: "name" | "synonym" | "content" | "remembered" | "chosen" | "unknown";
  /** Other keys that it might stand for; somebody is asked when there are any. */
  candidates: string[];
}
