import { z } from "zod";
import { Instant } from "#kernel/http/http.schemas";
import { exportColumns, exportStates, sealedColumns } from "./export.rules.ts";

const Column = z.enum(exportColumns);
const Plain = z.enum(sealedColumns);
const query = { organisationId: z.uuid(), q: z.string().trim().max(60).optional() };

export const ExportParams = z.object({ exportId: z.uuid() });
export const ExportsQuery = z.strictObject({
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export const PreviewQuery = z.strictObject({
  ...query,
  /** True: identity numbers or phones would be written out. */
  plain: z.stringbool().default(false),
});
export const ExportPreview = z
  .object({
    people: z.number().int(),
    needsSecond: z.boolean(),
    mostAlone: z.number().int(),
    keptDays: z.number().int(),
  })
  .meta({ id: "ExportPreview" });

export const AskExport = z
  .strictObject({
    ...query,
    columns: z.array(Column).min(1).max(exportColumns.length),
    plain: z.array(Plain).max(sealedColumns.length).default([]),
    format: z.enum(["xlsx", "csv"]),
    /** Needed as soon as one number is written out; stands in the file. */
    purpose: z.string().trim().max(100).default(""),
  })
  .meta({ id: "AskExport" });
export const ExportAsked = z.object({ id: z.uuid() }).meta({ id: "ExportAsked" });

export const PeopleExport = z
  .object({
    id: z.uuid(),
    number: z.number().int(),
    organisationId: z.uuid(),
    organisationName: z.string(),
    askedByName: z.string(),
    askedAt: Instant,
    /** What was typed into the search; a number is masked. Null for everybody. */
    search: z.string().nullable(),
    columns: z.array(Column),
    plain: z.array(Plain),
    format: z.enum(["xlsx", "csv"]),
    purpose: z.string(),
    people: z.number().int(),
    needsSecond: z.boolean(),
    state: z.enum(exportStates),
    /** Why it could not be made: "no_duty", "grown" (more people than agreed), "failed". */
    problem: z.string().nullable(),
    rowsDone: z.number().int(),
    bytes: z.number().int(),
    readyAt: Instant.nullable(),
    /** Until then it can be fetched; a request, be answered. */
    keptUntil: Instant,
    /** Fetched and given up by whoever asked alone. */
    mine: z.boolean(),
  })
  .meta({ id: "PeopleExport" });
export const PeopleExportList = z
  .object({ items: z.array(PeopleExport), next: z.uuid().nullable() })
  .meta({ id: "PeopleExportList" });
