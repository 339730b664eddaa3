import { invalid } from "#kernel/problem";
import type { Cell, SheetSchema, Values } from "../sheets.types.ts";

/**
 * Judges what was typed into a form by the schema that judges rows of a file, and gives it cleaned, by column key. `typed` holds what the
 * form says and what that has to agree with; only defects of the columns in `given` (without it: of those typed) are the form's. `today` is
 * "YYYY-MM-DD". Throws the first of them as a problem of the same code, with the column as `field`.
 */
export function judgeTyped(
  schema: Pick<SheetSchema, "judge">,
  typed: Readonly<Record<string, Cell | undefined>>,
  { today, given }: { today: string; given?: ReadonlySet<string> },
): Values {
  const { values, defects } = schema.judge(typed, today);
  const isOurs = (column: string) => (given === undefined ? typed[column] !== undefined : given.has(column));
  const defect = defects.find(({ column }) => column !== undefined && isOurs(column));
  if (defect !== undefined) throw invalid(defect.code, { ...defect.params, field: defect.column ?? null });
  return values;
}
