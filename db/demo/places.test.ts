import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { addOrganisation } from "#modules/membership";
import { bestOrder, seatMapOf } from "#modules/places";
import { type DemoPlaces, loadDemoPlaces } from "./places.ts";

let database: TestDatabase;
let places: DemoPlaces;

beforeAll(async () => {
  database = await testDatabase();
  const city = await transact(database.ctx(), (tx) =>
    addOrganisation(tx, { parentId: null, name: "澄江市总工会", kind: "city" }),
  );
  places = await loadDemoPlaces({ system: () => database.ctx() }, city, undefined);
});
afterAll(() => database.drop());

test("the demo cinema has about 600 seats with aisles, wheelchair places, and seats that are not given out", async () => {
  const { seats } = await transact(database.ctx(), (tx) => seatMapOf(tx.db, places.cinema.id));
  const kinds = Map.groupBy(seats, ({ kind }) => kind);
  expect([kinds.get("wheelchair")?.length, kinds.get("blocked")?.length]).toEqual([4, 2]);
  expect(places.cinema.seats).toBe(586);
  expect(seats.some(({ col }) => col === 8 || col === 25)).toBe(false);
  expect(bestOrder(seats)[0]?.label).toMatch(/^1[345]排1[45]座$/);
});

test("people meet in the other hall", () => expect(places.meeting.seats).toBe(80));
