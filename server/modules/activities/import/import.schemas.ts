import { z } from "zod";

/** A workbook as the browser read it, in base64. Nothing is written unless `confirmed`. */
export const ImportInput = z.strictObject({ file: z.base64().min(4).max(2_800_000), confirmed: z.boolean() });

export const ImportRow = z.object({
  /** As the spreadsheet counts. */
  row: z.number().int(),
  date: z.string(),
  time: z.string(),
  hall: z.string(),
  film: z.string(),
  /** ready: would be added · there: is in the plan already · refused: with the code of what is wrong. */
  outcome: z.enum(["ready", "added", "there", "refused"]),
  newFilm: z.boolean(),
  problem: z.string().nullable(),
  params: z.record(z.string(), z.string()),
});
export type ImportRow = z.infer<typeof ImportRow>;
export const Imported = z
  .object({ rows: z.array(ImportRow), ready: z.number().int(), refused: z.number().int(), added: z.number().int() })
  .meta({ id: "SessionsImported" });
export type Imported = z.infer<typeof Imported>;
