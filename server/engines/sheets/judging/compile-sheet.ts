import type { Cell, Column, Defect, Judged, SheetDefinition, SheetSchema, Value, Values } from "../sheets.types.ts";
import { readyDetails } from "./choice.rules.ts";
import { type Reader, readerOf } from "./readers.ts";
import { written } from "./text.rules.ts";

/** A definition made ready to judge rows. Throws for a definition that contradicts itself. */
export function compileSheet(definition: SheetDefinition): SheetSchema {
  const columns = new Map(definition.columns.map((column) => [column.key, column]));
  if (columns.size < definition.columns.length)
    throw new Error(`sheet ${definition.kind}: a column's key stands twice`);
  const keys = [...columns.keys()];
  const inOrder = [...definition.columns].sort(documentsLast).map((column) => ({ column, read: readerOf(column) }));
  const details = definition.columns.flatMap(keeperOf);
  for (const column of definition.columns)
    if (column.kind === "id_number" && column.idKindKey !== undefined && !columns.has(column.idKindKey))
      throw new Error(`sheet ${definition.kind}: no column ${column.idKindKey} says what ${column.key} is a number of`);
  return {
    ...definition,
    column: (key) => columns.get(key),
    judge(raw, today) {
      const judged = judgeColumns({ keys, inOrder }, raw, today);
      for (const keep of details) keep(judged.values, raw);
      const more = definition.check?.(judged.values, today) ?? [];
      return { values: judged.values, defects: [...judged.defects, ...more] };
    },
  };
}

type Keeper = (values: Values, raw: Readonly<Record<string, Cell | undefined>>) => void;

/** Keeps what a cell says beyond its choice in the column for that, unless that one speaks for itself. */
function keeperOf(column: Column): Keeper[] {
  if (column.kind !== "choice" || column.detailKey === undefined) return [];
  const { key, detailKey } = column;
  const detailOf = readyDetails(column.choices);
  return [
    (values, raw) => {
      if (values[key] === null || values[detailKey] !== null || (raw[detailKey] ?? null) !== null) return;
      values[detailKey] = detailOf(written(raw[key] ?? null)) ?? null;
    },
  ];
}

/** Which document a number belongs to is read before the number. */
const documentsLast = (a: Column, b: Column): number => Number(a.kind === "id_number") - Number(b.kind === "id_number");

function judgeColumns(
  { keys, inOrder }: { keys: readonly string[]; inOrder: readonly { column: Column; read: Reader }[] },
  raw: Readonly<Record<string, Cell | undefined>>,
  today: string,
): Judged {
  const values: Values = Object.fromEntries(keys.map((key) => [key, null]));
  const defects: Defect[] = [];
  const refused = new Set<string>();
  for (const { column, read } of inOrder) {
    const { key } = column;
    const said = read(raw[key] ?? null, { values, refused, today });
    if ("code" in said) {
      refused.add(key);
      defects.push({ column: key, ...said });
    } else if ("value" in said && said.value !== null) values[key] = said.value;
    else if ("value" in said && column.required) defects.push({ column: key, code: "sheets.required" });
  }
  return { values, defects };
}

/** What a person would write for a value, so that it is read as the same: the title of a choice, yuan, 是, words one after another. */
export function cellOf(column: Column, value: Value): Cell {
  if (value === null) return null;
  if (Array.isArray(value)) return value.join("、");
  if (column.kind === "choice") return column.choices.find((choice) => choice.value === value)?.title ?? value;
  if (column.kind === "money" && typeof value === "number") return value / 100;
  if (column.kind === "yes_no") return value === true ? "是" : "否";
  if (column.kind === "phone" && typeof value === "string") return value.replace(/^\+86/, "");
  return value;
}
