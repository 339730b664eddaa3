import { transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import type { TestDatabase } from "#kernel/testing";
import { addOrganisation } from "#modules/membership";
import { type Cell, type Seat, seatsOf } from "#wire/seat-map/index";
import { bookHall } from "./bookings/book-hall.service.ts";
import type { Purpose } from "./bookings/booking.rules.ts";
import { addHall } from "./halls/halls.service.ts";
import { addPlace } from "./halls/places.service.ts";
import { places } from "./index.ts";
import { saveSeatMap } from "./seat-maps/seat-maps.service.ts";

export interface Union {
  id: string;
  node: string;
}

/** A server with the routes of this module. */
export const placesApp = () => signInApp((app, runtime) => places.routes?.(app, runtime));

export const aCity = (database: TestDatabase, name: string): Promise<Union> =>
  transact(database.ctx(), (tx) => addOrganisation(tx, { parentId: null, name: `${name}市总工会`, kind: "city" }));

export const aCounty = (database: TestDatabase, city: Union, name: string): Promise<Union> =>
  transact(database.ctx(), (tx) => addOrganisation(tx, { parentId: city.id, name: `${name}县总工会`, kind: "county" }));

/** The cookie of somebody who holds the duties at a union. */
export const staffAt = async (server: SignInApp, at: Union, ...duties: string[]): Promise<string> =>
  (await aStaff(server.database, server.secrets, { node: { id: at.id, path: at.node }, duties })).cookie;

let made = 0;

/** A hall in a cinema of its own. */
export async function aHall(database: TestDatabase, union: Union, turnaroundMinutes = 20) {
  const ctx = database.ctx();
  const name = `惠工影院${++made}`;
  const kind = "cinema" as const;
  const place = await addPlace(ctx, { organisationId: union.id, kind, name, address: "工人路1号", contactPhone: "" });
  const hall = await addHall(ctx, { placeId: place.id, name: "一号厅", turnaroundMinutes });
  return { ...hall, union, placeId: place.id };
}

/** Seats in rows of equal length, named 1排1座 and so on. */
export const someSeats = (rows: number, cols: number, kind: Cell = "seat"): Seat[] =>
  seatsOf(
    Array.from({ length: rows }, () => Array.from({ length: cols }, () => kind)),
    { rows: "numbers", seats: "left" },
  );

export const aSeatMap = (database: TestDatabase, hallId: string, seats: Seat[], basedOn = 0) =>
  saveSeatMap(database.ctx(), { hallId, basedOn, seats });

/** An hour, or a part of one, of 1 December of a year to come. */
export const at = (hour: number) => new Date(Date.UTC(2030, 11, 1) + hour * 3_600_000);

/** A booking by the server itself, from hour to hour. */
export const aBooking = (
  database: TestDatabase,
  hall: { id: string; union: Union },
  [from, to]: readonly [number, number],
  given: { purpose?: Purpose; title?: string; organisationId?: string; reference?: { type: string; id: string } } = {},
) =>
  bookHall(database.ctx(), {
    ...{ hallId: hall.id, organisationId: hall.union.id, during: { from: at(from), to: at(to) } },
    ...{ purpose: "meeting", title: "职工代表会", ...given },
  });
