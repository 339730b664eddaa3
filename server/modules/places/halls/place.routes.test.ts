import { afterAll, beforeAll, expect, test } from "vitest";
import type { SignInApp } from "#kernel/sign-in/sign-in.builders";
import { aBooking, aCity, aCounty, aHall, placesApp, staffAt, type Union } from "../places.builders.ts";

let server: SignInApp;
let city: Union;
let county: Union;
let elsewhere: Union;
let manager: string;

beforeAll(async () => {
  server = await placesApp();
  city = await aCity(server.database, "甲");
  county = await aCounty(server.database, city, "子");
  elsewhere = await aCity(server.database, "乙");
  manager = await staffAt(server, city, "places.manager");
});
afterAll(() => server.close());

const call = (cookie: string, method: "GET" | "POST" | "PATCH", url: string, payload?: object) =>
  server.app.inject({ method, url, headers: { cookie }, ...(payload === undefined ? {} : { payload }) });
const cinema = (union: Union, name: string) => ({ organisationId: union.id, kind: "cinema", name });
const add = (cookie: string, body: object) => call(cookie, "POST", "/api/staff/places", body);

test("a manager opens a place with a hall, and both are in the list", async () => {
  const added = await add(manager, {
    ...cinema(city, "惠工影院"),
    address: "工人路1号",
    contactPhone: "0431-888 转 2",
  });
  expect(added.statusCode, added.body).toBe(201);
  const { id } = added.json();
  const hall = await call(manager, "POST", `/api/staff/places/${id}/halls`, { name: "一号厅", turnaroundMinutes: 25 });
  expect(hall.json()).toMatchObject({
    name: "一号厅",
    bookable: true,
    seatMap: null,
    can: { manage: true, book: true },
  });
  const list = (await call(manager, "GET", "/api/staff/places")).json();
  expect(list.items.find((one: { id: string }) => one.id === id)).toMatchObject({
    ...{ name: "惠工影院", organisation: "甲市总工会", halls: [hall.json()], can: { manage: true } },
  });
});

test("a name is had once: a place in its organisation, a hall in its place", async () => {
  const { id } = (await add(manager, cinema(city, "文化宫"))).json();
  expect((await add(manager, cinema(city, "文化宫"))).json().code).toBe("places.place_name_taken");
  expect((await add(manager, cinema(county, "文化宫"))).statusCode).toBe(201);
  const hall = () => call(manager, "POST", `/api/staff/places/${id}/halls`, { name: "大厅" });
  expect((await hall()).statusCode).toBe(201);
  expect((await hall()).json().code).toBe("places.hall_name_taken");
});

test("a closed place takes its halls with it, and says before how many bookings are to come", async () => {
  const hall = await aHall(server.database, city);
  await aBooking(server.database, hall, [9, 11]);
  expect((await call(manager, "GET", `/api/staff/halls/${hall.id}`)).json().futureBookings).toBe(1);
  await call(manager, "PATCH", `/api/staff/places/${hall.placeId}`, { state: "closed" });
  const closed = (await call(manager, "GET", `/api/staff/halls/${hall.id}`)).json();
  expect(closed).toMatchObject({ state: "open", bookable: false, futureBookings: 1 });
});

test("a union below reads the city's halls and does not keep them; a city beside sees nothing", async () => {
  const hall = await aHall(server.database, city);
  const below = await staffAt(server, county, "places.manager");
  const seen = (await call(below, "GET", "/api/staff/places")).json().items;
  expect(seen.find((one: { id: string }) => one.id === hall.placeId)).toMatchObject({
    ...{ can: { manage: false }, halls: [{ can: { manage: false, book: false, ask: true } }] },
  });
  expect((await call(below, "PATCH", `/api/staff/places/${hall.placeId}`, { name: "我的" })).statusCode).toBe(403);
  expect((await call(below, "PATCH", `/api/staff/halls/${hall.id}`, { name: "我的" })).statusCode).toBe(403);
  const stranger = await staffAt(server, elsewhere, "places.manager");
  expect((await call(stranger, "GET", "/api/staff/places")).json().items).toEqual([]);
  for (const url of [`/api/staff/places/${hall.placeId}`, `/api/staff/halls/${hall.id}`]) {
    expect((await call(stranger, "GET", url)).statusCode).toBe(404);
    expect((await call(stranger, "PATCH", url, { name: "我的" })).statusCode).toBe(404);
  }
  expect((await add(stranger, cinema(city, "别家"))).json().code).toBe("places.no_such_organisation");
});

test("a reader looks and does not write; who is not signed in does neither; a phone is a phone", async () => {
  const reader = await staffAt(server, city, "places.reader");
  expect((await call(reader, "GET", "/api/staff/places")).statusCode).toBe(200);
  expect((await add(reader, cinema(city, "新馆"))).statusCode).toBe(403);
  expect((await call("", "GET", "/api/staff/places")).statusCode).toBe(401);
  expect((await add(manager, cinema(city, "  "))).statusCode).toBe(400);
  expect((await add(manager, { ...cinema(city, "新馆"), contactPhone: "找老王" })).statusCode).toBe(400);
  expect((await add(manager, { ...cinema(city, "新馆"), kind: "stadium" })).statusCode).toBe(400);
});
