import { z } from "zod";
import { ImportView, LineView } from "#engines/sheets";

export { ImportView, LineView };
export const ImportParams = z.object({ importId: z.uuid() });
export const LineParams = ImportParams.extend({ row: z.coerce.number().int().min(1) });
/** Of a sheet that some room takes in. */
const Kind = z.string().min(1).max(40);
/** Of the organisation, or of the one thing that the sheet is for. */
const whose = { organisationId: z.uuid().optional(), subjectId: z.uuid().optional() };
export const Language = z.strictObject({ language: z.enum(["zh-CN", "en"]).default("zh-CN") });
export const TemplateQuery = Language.extend({ kind: Kind });
export const UploadQuery = z.strictObject({ kind: Kind, ...whose });
export const Pasted = z
  .strictObject({ kind: Kind, ...whose, text: z.string().min(1).max(200_000) })
  .meta({ id: "PasteImport" });
export const ImportCreated = z.object({ id: z.uuid() }).meta({ id: "ImportCreated" });

export const SheetKinds = z
  .object({ items: z.array(z.object({ kind: z.string(), title: z.string(), ofSubject: z.boolean() })) })
  .meta({ id: "SheetKinds" });

export const ImportQuery = z.strictObject({
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export const ImportList = z
  .object({
    items: z.array(
      ImportView.pick({
        id: true,
        kind: true,
        fileName: true,
        state: true,
        createdAt: true,
        appliedAt: true,
        destroyed: true,
      }),
    ),
    next: z.uuid().nullable(),
  })
  .meta({ id: "ImportList" });

export const LineQuery = z.strictObject({
  outcome: z.enum(["insert", "update", "unchanged", "conflict", "refused"]).optional(),
  state: z.enum(["open", "applied", "stale", "undone", "kept"]).optional(),
  undecided: z.stringbool().default(false),
  noted: z.stringbool().default(false),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const LinePage = z
  .object({ items: z.array(LineView), next: z.number().int().nullable() })
  .meta({ id: "ImportLinePage" });

export const ChooseMapping = z
  .strictObject({
    headerRow: z.number().int().min(0).max(1000),
    columns: z
      .array(z.strictObject({ at: z.number().int().min(0).max(500), key: z.string().max(40).nullable() }))
      .max(500),
  })
  .meta({ id: "ChooseMapping" });
export const SettleNames = z
  .strictObject({
    column: z.string().max(40),
    names: z.record(
      z.string().max(120),
      z.union([z.strictObject({ id: z.uuid() }), z.strictObject({ create: z.literal(true) })]),
    ),
  })
  .meta({ id: "SettleNames" });
export const DecideLine = z
  .strictObject({ decision: z.enum(["same", "new", "leave"]), targetId: z.uuid().optional() })
  .meta({ id: "DecideLine" });
export const SubmitImport = z.strictObject({ skipRefused: z.boolean() }).meta({ id: "SubmitImport" });
export const AnswerImport = z
  .strictObject({ verdict: z.enum(["passed", "refused"]), note: z.string().trim().max(500).optional() })
  .meta({ id: "AnswerImport" });
export const UndoImport = z.strictObject({ reason: z.string().trim().min(2).max(500) }).meta({ id: "UndoImport" });
