import { z } from "zod";
import { pageOf } from "#kernel/http/http.schemas";
import { openStates, placeKinds } from "./place.store.ts";

const name = z.string().trim().min(1).max(60);
const address = z.string().trim().max(200);
/** A desk's own number: switchboards and extensions too. */
const contactPhone = z
  .string()
  .trim()
  .max(30)
  .regex(/^[0-9+()\-\s转,,]*$/);
const turnaroundMinutes = z.number().int().min(0).max(240);

export const IdParams = z.strictObject({ id: z.uuid() });

export const Hall = z
  .object({
    id: z.uuid(),
    placeId: z.uuid(),
    placeName: z.string(),
    name: z.string(),
    turnaroundMinutes: z.number().int(),
    state: z.enum(openStates),
    /** The hall and its place are both open. */
    bookable: z.boolean(),
    seatMap: z.object({ id: z.uuid(), version: z.number().int(), seats: z.number().int() }).nullable(),
    can: z.object({ manage: z.boolean(), book: z.boolean(), ask: z.boolean() }),
  })
  .meta({ id: "Hall" });

export const Place = z
  .object({
    id: z.uuid(),
    organisationId: z.uuid(),
    organisation: z.string(),
    kind: z.enum(placeKinds),
    name: z.string(),
    address: z.string(),
    contactPhone: z.string(),
    state: z.enum(openStates),
    halls: z.array(Hall),
    can: z.object({ manage: z.boolean() }),
  })
  .meta({ id: "Place" });
export const PlacePage = pageOf(Place).meta({ id: "PlacePage" });

export const NewPlace = z.strictObject({
  organisationId: z.uuid(),
  kind: z.enum(placeKinds),
  name,
  address: address.default(""),
  contactPhone: contactPhone.default(""),
});
export const PlaceChange = z
  .strictObject({ kind: z.enum(placeKinds), name, address, contactPhone, state: z.enum(openStates) })
  .partial();

export const NewHall = z.strictObject({ name, turnaroundMinutes: turnaroundMinutes.default(20) });
export const HallChange = z.strictObject({ name, turnaroundMinutes, state: z.enum(openStates) }).partial();

/** A hall with what closing it or drawing it anew would touch. */
export const HallDetail = Hall.extend({ futureBookings: z.number().int() }).meta({ id: "HallDetail" });
