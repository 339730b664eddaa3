import { record } from "#kernel/audit/audit";
import { type Ctx, transact } from "#kernel/context";
import { forbidden } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { mayGoOnWith } from "#kernel/sign-in/hand-over";
import { returnWorkbook } from "../returning/return-workbook.ts";
import { isDestroyed, notInState } from "../sheets.errors.ts";
import type { Defect, Values } from "../sheets.types.ts";
import type { SheetLanguage } from "../writing/template-texts.ts";
import { findFile } from "./import.store.ts";
import { listLines } from "./line.store.ts";
import { openLine, openPart } from "./sealing.ts";
import { getImport } from "./take-file.ts";
import { openImport } from "./work-on-import.ts";

const pageSize = 5000;

/**
 * The sender's workbook with what cannot be taken marked, or the refused rows alone where it is too large for that. Throws
 * sheets.no_such_import, sheets.destroyed, sheets.not_in_state.
 */
export async function refusedWorkbook(
  ctx: Ctx,
  secrets: Secrets,
  given: { id: string; language: SheetLanguage },
): Promise<{ name: string; bytes: Uint8Array }> {
  const { opened, file, refused } = await transact(ctx, async (tx) => {
    const row = await getImport(tx, given.id);
    // It holds whole numbers: it goes back to whoever brought it, or took that work over, to nobody else.
    if (!(await mayGoOnWith(tx, { by: row.createdBy, node: row.node }))) throw forbidden("sheets.not_yours");
    if (row.destroyedAt !== null) throw isDestroyed();
    const sealed = await findFile(tx.db, row.id);
    if (row.mapping === null || sealed === undefined) throw notInState(row.state);
    const import_ = openImport({ ctx: tx, secrets }, row);
    const lines: { row: number; defects: Defect[] }[] = [];
    for (let after = 0; ; ) {
      const page = await listLines(tx.db, row.id, { outcome: "refused", after, limit: pageSize });
      for (const { row: at, defects, sealed: line } of page)
        lines.push({ row: at, defects: defects.map(withSaid(openLine(import_.key, at, line).values)) });
      after = page.at(-1)?.row ?? after;
      if (page.length < pageSize) break;
    }
    await record(tx, {
      node: row.node,
      action: "import.refused_fetched",
      object: { type: "import", id: row.id },
      detail: { rows: lines.length },
    });
    return {
      opened: { row, mapping: row.mapping, target: import_.target },
      file: openPart(import_.key, "file", sealed),
      refused: lines,
    };
  });
  const { language } = given;
  const order = { file, definition: opened.target.schema, mapping: opened.mapping, refused, language };
  const { bytes } = await returnWorkbook(order);
  const base = opened.row.fileName.replace(/\.[^.]*$/, "");
  return { name: `${base}-${language === "en" ? "to correct" : "待改"}.xlsx`, bytes };
}

/** The defect with what its cell says, for texts that repeat it: they stand in the sender's own workbook. */
const withSaid =
  (values: Values) =>
  (defect: Defect): Defect => {
    const said = values[defect.column ?? ""];
    return typeof said === "string" ? { ...defect, params: { said, ...defect.params } } : defect;
  };
