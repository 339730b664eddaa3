import { z } from "zod";
import { type LikenessReason, likenessPoints } from "#engines/sheets";
import { Instant, PageQuery, pageOf } from "#kernel/http/http.schemas";
import { Person, UnionRef } from "../membership.schemas.ts";
import { mergeFields } from "./duplicates.rules.ts";
import { pairStates } from "./duplicates.store.ts";

const reasons = Object.keys(likenessPoints) as [LikenessReason, ...LikenessReason[]];
const Field = z.enum(mergeFields);
const Reason = z.string().trim().min(2).max(200);
const Names = z.record(z.string(), z.string());

export const DuplicatesQuery = PageQuery.extend({
  state: z.enum(pairStates).default("open"),
  organisationId: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export const DuplicateParams = z.object({ duplicateId: z.uuid() });
export const MergeParams = z.object({ mergeId: z.uuid() });

const { shape } = Person;
export const DuplicateSide = z
  .object({
    ...{ id: z.uuid(), name: z.string(), memberNumber: shape.memberNumber, phoneMasked: z.string() },
    ...{
      idKind: shape.idKind,
      idMasked: z.string(),
      verified: z.boolean(),
      sex: shape.sex,
      birthDate: shape.birthDate,
    },
    ...{ employmentForm: shape.employmentForm, tags: z.array(z.string()), unions: z.array(UnionRef) },
    ...{ ethnicity: shape.ethnicity, education: shape.education, politics: shape.politics },
    ...{ householdKind: shape.householdKind, workType: shape.workType, skillLevel: shape.skillLevel },
    ...{ title: shape.title, employerName: shape.employerName, remark: shape.remark },
  })
  .meta({ id: "DuplicateSide" });
export const Duplicate = z
  .object({
    id: z.uuid(),
    /** 0 to 100. */
    score: z.number().int(),
    reasons: z.array(z.object({ code: z.enum(reasons), points: z.number().int() })),
    state: z.enum([...pairStates, "merged"]),
    decidedBy: z.string().nullable(),
    decidedAt: Instant.nullable(),
    /** Two. */
    people: z.array(DuplicateSide),
    differs: z.array(Field),
  })
  .meta({ id: "Duplicate" });
export const DuplicatePage = pageOf(Duplicate).extend({ names: Names }).meta({ id: "DuplicatePage" });
export const DecideDuplicate = z
  .strictObject({ state: z.enum(["apart", "later", "open"]) })
  .meta({ id: "DecideDuplicate" });
export const MergeDuplicate = z
  .strictObject({
    /** Who stays. */
    personId: z.uuid(),
    /** What is taken over from the other file. */
    take: z.array(Field).max(mergeFields.length),
    reason: Reason,
  })
  .meta({ id: "MergeDuplicate" });
export const Merged = z.object({ id: z.uuid() }).meta({ id: "Merged" });
export const MergeList = z
  .object({
    items: z.array(
      z.object({
        ...{ id: z.uuid(), personId: z.uuid(), name: z.string(), memberNumber: z.string().nullable() },
        ...{ mergedId: z.uuid(), mergedName: z.string(), mergedNumber: z.string().nullable() },
        ...{ reason: z.string(), by: z.string(), at: Instant, undoneAt: Instant.nullable() },
        undoneBy: z.string().nullable(),
        /** Fields and tables of which something had to stay where it was. */
        kept: z.array(z.string()),
      }),
    ),
    names: Names,
  })
  .meta({ id: "MergeList" });
export const UndoMerge = z.strictObject({ reason: Reason }).meta({ id: "UndoMerge" });
export const MergeUndone = z.object({ kept: z.array(z.string()) }).meta({ id: "MergeUndone" });
