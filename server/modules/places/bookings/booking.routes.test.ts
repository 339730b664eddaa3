import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import type { SignInApp } from "#kernel/sign-in/sign-in.builders";
import { aBooking, aCity, aCounty, aHall, at, placesApp, staffAt, type Union } from "../places.builders.ts";
import { bookHall } from "./book-hall.service.ts";
import { findBooking } from "./booking.store.ts";
import { cancelHallBooking, moveHallBooking } from "./change-booking.service.ts";

let server: SignInApp;
let city: Union;
let county: Union;
let neighbour: Union;
let elsewhere: Union;
let manager: string;
let asker: string;

beforeAll(async () => {
  server = await placesApp();
  city = await aCity(server.database, "甲");
  county = await aCounty(server.database, city, "子");
  neighbour = await aCounty(server.database, city, "丑");
  elsewhere = await aCity(server.database, "乙");
  manager = await staffAt(server, city, "places.manager");
  asker = await staffAt(server, county, "places.asker");
});
afterAll(() => server.close());

const call = (cookie: string, method: "GET" | "POST" | "PATCH", url: string, payload?: object) =>
  server.app.inject({ method, url, headers: { cookie }, ...(payload === undefined ? {} : { payload }) });
const times = (from: number, to: number) => ({ from: at(from).toISOString(), to: at(to).toISOString() });
const days = "from=2030-12-01&to=2030-12-02";
const wanted = (union: Union, from: number, to: number, given: object = {}) => ({
  ...{ organisationId: union.id, purpose: "meeting", title: "工会干部培训", ...times(from, to), ...given },
});
const book = (cookie: string, hallId: string, body: object) =>
  call(cookie, "POST", `/api/staff/halls/${hallId}/bookings`, body);
const list = async (cookie: string, hallId: string) =>
  (await call(cookie, "GET", `/api/staff/halls/${hallId}/bookings?${days}`)).json().items;
const cancel = (cookie: string, id: string) =>
  call(cookie, "POST", `/api/staff/hall-bookings/${id}/cancel`, { reason: "改期" });
const decide = (cookie: string, id: string, body: object) =>
  call(cookie, "POST", `/api/staff/hall-bookings/${id}/decision`, body);

describe("a manager", () => {
  test("books a hall at once, with the time to clean it", async () => {
    const hall = await aHall(server.database, city, 30);
    const booked = await book(manager, hall.id, wanted(city, 9, 11));
    expect(booked.statusCode, booked.body).toBe(201);
    expect(booked.json()).toMatchObject({
      state: "confirmed",
      title: "工会干部培训",
      freeAt: at(11.5).toISOString(),
    });
    expect(await list(manager, hall.id)).toEqual([booked.json()]);
  });

  test("is told what has the hall and from when it is free for as long", async () => {
    const hall = await aHall(server.database, city, 30);
    await aBooking(server.database, hall, [9, 11], { title: "流浪地球" });
    await aBooking(server.database, hall, [12, 13]);
    const refused = await book(manager, hall.id, wanted(city, 11, 12));
    expect([refused.statusCode, refused.json().code]).toEqual([409, "places.hall_taken"]);
    const { params } = refused.json();
    expect(params).toMatchObject({ hall: "一号厅", title: "流浪地球", takenFrom: at(9).toISOString() });
    expect(params).toMatchObject({ takenUntil: at(11.5).toISOString(), freeFrom: at(13.5).toISOString() });
    expect((await book(manager, hall.id, wanted(city, 13.5, 14.5))).statusCode).toBe(201);
  });

  test("moves a booking, and a move that does not fit leaves it as it was", async () => {
    const hall = await aHall(server.database, city, 0);
    const { id } = await aBooking(server.database, hall, [9, 11]);
    await aBooking(server.database, hall, [14, 16]);
    const move = (from: number, to: number) =>
      call(manager, "PATCH", `/api/staff/hall-bookings/${id}`, times(from, to));
    expect((await move(10, 12)).json()).toMatchObject(times(10, 12)); // overlaps nobody but itself
    const refused = await move(13, 15);
    expect([refused.statusCode, refused.json().code]).toEqual([409, "places.hall_taken"]);
    expect((await list(manager, hall.id)).find((one: { id: string }) => one.id === id)).toMatchObject(times(10, 12));
    expect((await move(16, 18)).statusCode).toBe(200); // ends as the other begins: they touch and do not overlap
  });

  test("cancels, and the time is free again; a second time there is nothing to cancel", async () => {
    const hall = await aHall(server.database, city);
    const { id } = await aBooking(server.database, hall, [9, 11]);
    expect((await cancel(manager, id)).json()).toMatchObject({ state: "cancelled", reason: "改期" });
    expect((await cancel(manager, id)).json()).toMatchObject({ code: "places.booking_wrong_state" });
    expect((await book(manager, hall.id, wanted(city, 9, 11))).statusCode).toBe(201);
  });

  test("books nothing in a closed hall, nor in the past, nor backwards, nor for days", async () => {
    const hall = await aHall(server.database, city);
    const code = async (body: object) => (await book(manager, hall.id, body)).json().code;
    const past = { from: "2020-01-01T01:00:00Z", to: "2020-01-01T02:00:00Z" };
    expect(await code(wanted(city, 9, 9))).toBe("places.time_backwards");
    expect(await code(wanted(city, 9, 40))).toBe("places.time_too_long");
    expect(await code(wanted(city, 0, 0, past))).toBe("places.time_over");
    await call(manager, "PATCH", `/api/staff/halls/${hall.id}`, { state: "closed" });
    expect(await code(wanted(city, 9, 10))).toBe("places.hall_closed");
  });
});

describe("a union below", () => {
  test("asks, which holds the time, and reads the manager's answer", async () => {
    const hall = await aHall(server.database, city, 0);
    const asked = await book(asker, hall.id, wanted(county, 9, 11));
    expect(asked.json()).toMatchObject({ state: "requested", organisationId: county.id });
    const { id } = asked.json();
    const other = await staffAt(server, neighbour, "places.asker");
    expect((await book(other, hall.id, wanted(neighbour, 10, 12))).json().code).toBe("places.hall_taken_by_other");
    const inbox = (await call(manager, "GET", "/api/staff/hall-requests?of=inbox")).json().items;
    expect(inbox.map((one: { id: string }) => one.id)).toContain(id);
    expect((await decide(asker, id, { verdict: "confirmed" })).statusCode).toBe(403);
    expect((await decide(manager, id, { verdict: "refused" })).statusCode).toBe(400); // a refusal has a reason
    await decide(manager, id, { verdict: "refused", reason: "当天检修设备" });
    expect((await decide(manager, id, { verdict: "confirmed" })).json().code).toBe("places.booking_wrong_state");
    const mine = (await call(asker, "GET", "/api/staff/hall-requests?of=mine")).json().items;
    expect(mine.find((one: { id: string }) => one.id === id)).toMatchObject({
      state: "refused",
      reason: "当天检修设备",
    });
    const theirs = (await call(other, "GET", "/api/staff/hall-requests?of=mine")).json().items;
    expect(theirs.map((one: { id: string }) => one.id)).not.toContain(id);
    const again = await book(other, hall.id, wanted(neighbour, 10, 12));
    expect((await decide(manager, again.json().id, { verdict: "confirmed" })).json().state).toBe("confirmed");
  });

  test("sees that a hall is taken, and not what for", async () => {
    const hall = await aHall(server.database, city);
    await aBooking(server.database, hall, [9, 11], { title: "困难职工慰问会" });
    const [seen] = await list(asker, hall.id);
    expect(seen).toMatchObject({ from: at(9).toISOString(), title: null, organisation: null, purpose: null });
    const refused = await book(asker, hall.id, wanted(county, 10, 12));
    expect(refused.json().code).toBe("places.hall_taken_by_other");
    expect(refused.body).not.toContain("慰问");
  });

  test("may withdraw its own request and nobody else's, and not move anything", async () => {
    const hall = await aHall(server.database, city, 0);
    const { id } = (await book(asker, hall.id, wanted(county, 9, 11))).json();
    const other = await staffAt(server, neighbour, "places.asker");
    expect((await cancel(other, id)).statusCode).toBe(404);
    expect((await call(asker, "PATCH", `/api/staff/hall-bookings/${id}`, { title: "x" })).statusCode).toBe(403);
    expect((await cancel(asker, id)).json().state).toBe("cancelled");
  });

  test("asks for meetings and training only, and only in its own name", async () => {
    const hall = await aHall(server.database, city);
    const code = async (body: object) => (await book(asker, hall.id, body)).json().code;
    expect(await code(wanted(county, 9, 11, { purpose: "showing" }))).toBe("places.purpose_not_asked");
    expect(await code(wanted(neighbour, 9, 11))).toBe("places.no_such_organisation");
    expect(
      (await book(await staffAt(server, county, "places.reader"), hall.id, wanted(county, 9, 11))).statusCode,
    ).toBe(403);
  });
});

describe("nobody", () => {
  test("of another city, or not signed in, sees or books", async () => {
    const hall = await aHall(server.database, city);
    const { id } = await aBooking(server.database, hall, [9, 11]);
    const stranger = await staffAt(server, elsewhere, "places.manager");
    expect((await book(stranger, hall.id, wanted(elsewhere, 14, 15))).statusCode).toBe(404);
    expect((await call(stranger, "GET", `/api/staff/halls/${hall.id}/bookings?${days}`)).statusCode).toBe(404);
    for (const answer of [await cancel(stranger, id), await decide(stranger, id, { verdict: "confirmed" })])
      expect(answer.statusCode).toBe(404);
    expect((await book("", hall.id, wanted(city, 14, 15))).statusCode).toBe(401);
  });

  test("moves on the calendar what another room keeps", async () => {
    const hall = await aHall(server.database, city);
    const reference = { type: "showing", id: crypto.randomUUID() };
    const { id } = await aBooking(server.database, hall, [9, 11], { purpose: "showing", reference });
    expect((await cancel(manager, id)).json()).toMatchObject({ code: "places.booking_kept_elsewhere" });
    const moved = await call(manager, "PATCH", `/api/staff/hall-bookings/${id}`, times(12, 14));
    expect(moved.json().code).toBe("places.booking_kept_elsewhere");
    await moveHallBooking(server.database.ctx(), { bookingId: id, during: { from: at(12), to: at(14) } });
    await cancelHallBooking(server.database.ctx(), { bookingId: id, reason: "停映" });
    expect(await list(manager, hall.id)).toEqual([]);
  });

  test("gets past the constraint by writing rows", async () => {
    const hall = await aHall(server.database, city);
    const { id } = await aBooking(server.database, hall, [9, 11]);
    const copy = transact(server.database.ctx(), (tx) =>
      sql`insert into places.booking (id, hall_id, node, organisation_id, organisation_node, purpose, title, state,
          starts_at, ends_at, during, made_by)
        select gen_random_uuid(), hall_id, node, organisation_id, organisation_node, purpose, title, state,
          starts_at, ends_at, during, made_by from places.booking where id = ${id}`.execute(tx.db),
    );
    await expect(copy).rejects.toMatchObject({ code: "23P01", constraint: "booking_no_overlap" });
  });
});

describe("at once", () => {
  test("many book overlapping times, and no two of those who got one overlap", async () => {
    const hall = await aHall(server.database, city, 15);
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, n) => book(manager, hall.id, wanted(city, 8 + (n % 8), 10 + (n % 8)))),
    );
    const codes = answers.map((answer) => answer.statusCode);
    expect(new Set(codes)).toEqual(new Set([201, 409]));
    const got = await list(manager, hall.id);
    expect(got).toHaveLength(codes.filter((code) => code === 201).length);
    for (const [index, one] of got.slice(1).entries()) expect(one.from >= got[index].freeAt).toBe(true);
  });

  test("two bookings are moved to one time, and only one gets it", async () => {
    const hall = await aHall(server.database, city, 0);
    const one = await aBooking(server.database, hall, [8, 9]);
    const other = await aBooking(server.database, hall, [9, 10]);
    const move = (id: string) => call(manager, "PATCH", `/api/staff/hall-bookings/${id}`, times(12, 14));
    const codes = (await Promise.all([move(one.id), move(other.id)])).map((answer) => answer.statusCode);
    expect(codes.sort()).toEqual([200, 409]);
  });

  test("a transaction goes on after a refusal and keeps what it has booked", async () => {
    const hall = await aHall(server.database, city);
    const { id: taken } = await aBooking(server.database, hall, [9, 11]);
    const give = (hour: number) => ({
      ...{ hallId: hall.id, organisationId: city.id, purpose: "showing" as const, title: "早场" },
      during: { from: at(hour), to: at(hour + 1) },
    });
    const { refusal, booked } = await transact(server.database.ctx(), async (tx) => {
      const refusal = await bookHall(tx, give(10)).catch((error: Error) => error.message);
      const moved = await bookHall(tx, give(14));
      const change = { bookingId: moved.id, during: { from: at(10), to: at(11) } };
      await expect(moveHallBooking(tx, change)).rejects.toThrow("places.hall_taken");
      return { refusal, booked: moved.id };
    });
    expect(refusal).toBe("places.hall_taken");
    const left = await transact(server.database.ctx(), async (tx) => [
      (await findBooking(tx.db, taken))?.from,
      (await findBooking(tx.db, booked))?.from,
    ]);
    expect(left).toEqual([at(9), at(14)]);
  });
});
