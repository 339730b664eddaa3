import { z } from "zod";

/** Persons, each counted once per column and once in `people`. */
export const Touches = z
  .object({
    people: z.number().int(),
    entered: z.number().int(),
    waiting: z.number().int(),
    holding: z.number().int(),
    reminded: z.number().int(),
    stores: z.number().int(),
    releases: z.number().int(),
  })
  .meta({ id: "Touches" });
export type Touches = z.output<typeof Touches>;
