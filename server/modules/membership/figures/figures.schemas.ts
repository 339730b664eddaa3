import { z } from "zod";
import { employmentForms } from "../people.store.ts";
import { holdingStates } from "../states/states.rules.ts";
import { memberDimensions } from "./figures.store.ts";

const Named = z.object({ id: z.uuid(), name: z.string() });
const Tree = z.enum(["reported", "today"]);
const Figures = z.object({
  ...{ registered: z.number().int(), verified: z.number().int(), members: z.number().int(), newForm: z.number().int() },
});
const only = {
  form: z.enum(employmentForms).optional(),
  /** Empty: nobody wrote it down. */
  sex: z.enum(["female", "male", ""]).optional(),
  state: z.enum(holdingStates).optional(),
};

export const MemberStatisticsQuery = z.strictObject({
  ...{ organisationId: z.uuid(), day: z.iso.date(), tree: Tree.default("reported"), ...only },
  verified: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional(),
});

export const MemberStatistics = z
  .object({
    ...{ organisation: Named, day: z.iso.date(), tree: Tree },
    only: z.object({ ...only, verified: z.boolean().optional() }),
    total: Figures,
    /** People known without a membership: today, whatever the day asked for, and in none of the figures. */
    withoutMembership: z.int(),
    by: z.array(
      z.object({
        dimension: z.enum(memberDimensions),
        values: z.array(Figures.extend({ value: z.string().nullable() })),
      }),
    ),
    /** Directly below, and the organisation itself for whom it keeps itself. */
    units: z.array(Figures.extend({ organisation: Named })),
    /** The twelve months up to the day: figures at the end of each; who joined, left and moved between unions in it. */
    months: z.array(
      z.object({
        ...{ month: z.string(), registered: z.number().int(), members: z.number().int(), joined: z.number().int() },
        ...{ gone: z.number().int(), movedIn: z.number().int(), movedOut: z.number().int() },
      }),
    ),
  })
  .meta({ id: "MemberStatistics" });
