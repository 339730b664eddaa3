import { z } from "zod";
import { Instant, PageQuery, pageOf } from "#kernel/http/http.schemas";
import { Counts, Session, StaffSeats } from "../sessions/session.schemas.ts";

export const ChartersQuery = PageQuery.extend({ from: Instant.optional(), after: z.uuid().optional() });

/** 包场: a showing whose whole house one union has, as that union reads it. */
export const Charter = Session.extend({
  /** The union that has the house. */
  organisationId: z.uuid(),
  /** `listed`: seats that were given by a list. */
  counts: Counts.extend({ listed: z.number().int() }),
  /** When what the list leaves becomes first come for the union's members; null where its seats are given out in another way. */
  listUntil: Instant.nullable(),
  /** `list`: hand in who comes. */
  can: z.object({ list: z.boolean() }),
}).meta({ id: "Charter" });
export type Charter = z.infer<typeof Charter>;
export const CharterPage = pageOf(Charter).meta({ id: "CharterPage" });

export const CharterDetail = Charter.extend({
  seats: StaffSeats.shape.seats,
  /** Everybody who has a seat now, seat by seat. */
  guests: z.array(
    z.object({
      claimId: z.uuid(),
      /** Masked, as the door reads it. */
      name: z.string(),
      phoneMasked: z.string(),
      seat: z.string().nullable(),
      /** By a list, not by taking what it left. */
      listed: z.boolean(),
      enteredAt: Instant.nullable(),
    }),
  ),
}).meta({ id: "CharterDetail" });
export type CharterDetail = z.infer<typeof CharterDetail>;
