import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "#kernel/context";
import type { SignInApp } from "#kernel/sign-in/sign-in.builders";
import { adoptSeatMap } from "../bookings/change-booking.service.ts";
import {
  aBooking,
  aCity,
  aCounty,
  aHall,
  aSeatMap,
  placesApp,
  someSeats,
  staffAt,
  type Union,
} from "../places.builders.ts";
import { seatMapOf } from "./seat-maps.service.ts";

let server: SignInApp;
let city: Union;
let elsewhere: Union;
let manager: string;

beforeAll(async () => {
  server = await placesApp();
  city = await aCity(server.database, "甲");
  elsewhere = await aCity(server.database, "乙");
  manager = await staffAt(server, city, "places.manager");
});
afterAll(() => server.close());

const call = (cookie: string, method: "GET" | "POST", url: string, payload?: object) =>
  server.app.inject({ method, url, headers: { cookie }, ...(payload === undefined ? {} : { payload }) });
const save = (cookie: string, hallId: string, body: object) =>
  call(cookie, "POST", `/api/staff/halls/${hallId}/seat-maps`, body);
const versions = async (hallId: string) =>
  (await call(manager, "GET", `/api/staff/halls/${hallId}/seat-maps`)).json().items;

test("a drawing of 600 seats becomes version 1 and is read as it was drawn", async () => {
  const hall = await aHall(server.database, city);
  const saved = await save(manager, hall.id, { basedOn: 0, seats: someSeats(20, 30) });
  expect(saved.statusCode, saved.body).toBe(201);
  expect(saved.json()).toMatchObject({ version: 1, keepEarlier: [] });
  expect(saved.json().difference.added).toHaveLength(600);
  const read = (await call(manager, "GET", `/api/staff/seat-maps/${saved.json().id}`)).json();
  expect(read).toMatchObject({ hallId: hall.id, version: 1, seats: someSeats(20, 30) });
  expect(await versions(hall.id)).toMatchObject([{ version: 1, usable: 600, futureBookings: 0 }]);
});

test("the greatest hall fits, one seat more does not", async () => {
  const hall = await aHall(server.database, city);
  expect((await save(manager, hall.id, { basedOn: 0, seats: someSeats(60, 80) })).statusCode).toBe(201);
  expect((await save(manager, hall.id, { basedOn: 1, seats: someSeats(60, 81) })).statusCode).toBe(400);
});

test("a change makes a new version, says what differs, and names what keeps the earlier one", async () => {
  const hall = await aHall(server.database, city);
  await aSeatMap(server.database, hall.id, someSeats(3, 4));
  const showing = await aBooking(server.database, hall, [9, 11], { purpose: "showing", title: "长津湖" });
  await aBooking(server.database, hall, [13, 14]); // a meeting has no seats
  const changed = [...someSeats(3, 4).slice(1, -1), { ...someSeats(3, 4)[11], kind: "wheelchair" }];
  const saved = (await save(manager, hall.id, { basedOn: 1, seats: changed })).json();
  expect(saved).toMatchObject({
    version: 2,
    difference: { added: [], removed: ["1排1座"], moved: [], changedKind: [{ label: "3排4座", after: "wheelchair" }] },
    keepEarlier: [{ id: showing.id, title: "长津湖", version: 1 }],
  });
  expect((await versions(hall.id)).map((one: { futureBookings: number }) => one.futureBookings)).toEqual([0, 1]);
  await adoptSeatMap(server.database.ctx(), { bookingId: showing.id, seatMapId: saved.id });
  expect((await versions(hall.id)).map((one: { futureBookings: number }) => one.futureBookings)).toEqual([1, 0]);
});

test("what nobody changed, what is no map, and what somebody else has changed meanwhile is refused", async () => {
  const hall = await aHall(server.database, city);
  const code = async (basedOn: number, seats: object[]) =>
    (await save(manager, hall.id, { basedOn, seats })).json().code;
  const [seat] = someSeats(1, 1);
  expect(await code(0, [{ ...seat }, { ...seat, col: 2 }])).toBe("places.seat_map_label_twice");
  expect(await code(0, [{ ...seat }, { ...seat, label: "甲" }])).toBe("places.seat_map_same_place");
  expect(await code(0, [{ ...seat, kind: "blocked" }])).toBe("places.seat_map_empty");
  expect((await save(manager, hall.id, { basedOn: 0, seats: [] })).statusCode).toBe(400);
  await aSeatMap(server.database, hall.id, someSeats(1, 2));
  expect(await code(1, someSeats(1, 2))).toBe("places.seat_map_unchanged");
  expect(await code(0, someSeats(1, 3))).toBe("places.seat_map_changed_meanwhile");
});

test("two save at once: one makes version 2, the other is told", async () => {
  const hall = await aHall(server.database, city);
  await aSeatMap(server.database, hall.id, someSeats(1, 2));
  const answers = await Promise.all(
    [3, 4, 5].map((cols) => save(manager, hall.id, { basedOn: 1, seats: someSeats(1, cols) })),
  );
  expect(answers.map((one) => one.statusCode).sort()).toEqual([201, 409, 409]);
  expect(await versions(hall.id)).toHaveLength(2);
});

test("only the hall's managers draw; readers below look; strangers find nothing; a hall without a map says so", async () => {
  const hall = await aHall(server.database, city);
  const body = { basedOn: 0, seats: someSeats(1, 2) };
  await expect(transact(server.database.ctx(), (tx) => seatMapOf(tx.db, hall.id))).rejects.toThrow(
    "places.no_seat_map",
  );
  const below = await staffAt(server, await aCounty(server.database, city, "子"), "places.manager");
  expect((await save(below, hall.id, body)).statusCode).toBe(403);
  const { id } = (await save(manager, hall.id, body)).json();
  expect((await call(below, "GET", `/api/staff/seat-maps/${id}`)).statusCode).toBe(200);
  const stranger = await staffAt(server, elsewhere, "places.manager");
  for (const url of [`/api/staff/seat-maps/${id}`, `/api/staff/halls/${hall.id}/seat-maps`])
    expect((await call(stranger, "GET", url)).statusCode).toBe(404);
  expect((await save(stranger, hall.id, { ...body, basedOn: 1 })).statusCode).toBe(404);
  expect((await save("", hall.id, body)).statusCode).toBe(401);
});
