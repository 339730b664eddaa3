import { z } from "zod";
import { longestLabel, mostCols, mostRows, seatKinds } from "#wire/seat-map/index";

const label = z.string().trim().min(1).max(longestLabel);
const seatShape = {
  label,
  row: z.number().int().min(1).max(mostRows),
  col: z.number().int().min(1).max(mostCols),
  kind: z.enum(seatKinds),
};

export const Seat = z.object(seatShape).meta({ id: "Seat" });

export const SeatMap = z
  .object({
    id: z.uuid(),
    hallId: z.uuid(),
    version: z.number().int(),
    madeAt: z.date(),
    seats: z.array(Seat),
  })
  .meta({ id: "SeatMap" });

/** A version without its seats, and what is booked by it from now on. */
export const SeatMapVersion = z
  .object({
    id: z.uuid(),
    version: z.number().int(),
    madeAt: z.date(),
    usable: z.number().int(),
    futureBookings: z.number().int(),
  })
  .meta({ id: "SeatMapVersion" });
export const SeatMapVersions = z.object({ items: z.array(SeatMapVersion) }).meta({ id: "SeatMapVersions" });

/** `basedOn`: the version that the drawing began from, 0 without one. */
export const NewSeatMap = z.strictObject({
  basedOn: z.number().int().min(0),
  seats: z
    .array(z.strictObject(seatShape))
    .min(1)
    .max(mostRows * mostCols),
});

const labels = z.array(z.string());
export const SeatMapSaved = z
  .object({
    id: z.uuid(),
    version: z.number().int(),
    difference: z.object({
      added: labels,
      removed: labels,
      moved: labels,
      changedKind: z.array(z.object({ label: z.string(), before: z.enum(seatKinds), after: z.enum(seatKinds) })),
    }),
    /** Bookings to come that keep an earlier version. */
    keepEarlier: z.array(
      z.object({ id: z.uuid(), title: z.string(), from: z.date(), purpose: z.string(), version: z.number().int() }),
    ),
  })
  .meta({ id: "SeatMapSaved" });
