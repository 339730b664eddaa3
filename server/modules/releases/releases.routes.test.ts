import { describe, expect, test } from "vitest";
import { uuidv7 } from "#kernel/ids";
import { minutes } from "./releases.builders.ts";
import { aCityOfReleases, type Who } from "./routes.builders.ts";

const { city, ann, stranger, runner, elsewhere, release, call, claim, mine, on } = await aCityOfReleases();

const memberRoutes = [
  "GET ",
  "GET /mine",
  "GET /order",
  "POST /entries",
  "POST /claims",
  "POST /waiting",
  "POST /waiting/accept",
  "DELETE /waiting",
  "PUT /reminder",
];
const staffRoutes = ["GET ", "GET /monitor", "POST /pause", "POST /resume", "POST /close", "POST /top-up"];

describe("every route", () => {
  test.each(memberRoutes)("%s of members: not signed in, another union's, unknown, malformed", async (route) => {
    const id = await release();
    expect((await on("/api/releases", id, route, undefined)).status).toBe(401);
    expect(await on("/api/releases", id, route, stranger)).toMatchObject({
      status: 404,
      code: "release.no_such_release",
    });
    expect((await on("/api/releases", uuidv7(), route, ann)).status).toBe(404);
    expect((await on("/api/releases", "nonsense", route, ann)).status).toBe(400);
  });

  test.each(staffRoutes)("%s of staff: not signed in, a member, another county, unknown, malformed", async (route) => {
    const id = await release();
    expect((await on("/api/staff/releases", id, route, undefined)).status).toBe(401);
    expect((await on("/api/staff/releases", id, route, ann)).status).toBe(401);
    expect(await on("/api/staff/releases", id, route, elsewhere)).toMatchObject({
      status: 404,
      code: "release.no_such_release",
    });
    expect((await on("/api/staff/releases", uuidv7(), route, runner)).status).toBe(404);
    expect((await on("/api/staff/releases", "nonsense", route, runner)).status).toBe(400);
  });

  test("that takes units or gives them asks for a key, and nothing takes more than it knows", async () => {
    const id = await release();
    expect((await call(ann, "POST", `/api/releases/${id}/claims`, { body: {} })).status).toBe(400);
    expect((await call(ann, "POST", `/api/releases/${id}/claims`, { body: {}, key: "1" })).status).toBe(400);
    expect((await call(ann, "POST", `/api/releases/${id}/waiting/accept`, { body: {} })).status).toBe(400);
    expect((await call(runner, "POST", `/api/staff/releases/${id}/top-up`, { body: { units: 1 } })).status).toBe(400);
    expect((await call(ann, "POST", `/api/releases/${id}/claims`, { body: { units: 2 }, key: uuidv7() })).status).toBe(
      400,
    );
    for (const units of [0, -1, 1.5, 1_000_001])
      expect(
        (await call(runner, "POST", `/api/staff/releases/${id}/top-up`, { body: { units }, key: uuidv7() })).status,
      ).toBe(400);
    expect((await call(ann, "GET", "/api/releases?from=yesterday")).status).toBe(400);
  });
});

describe("the calendar", () => {
  test("shows what a member's unions and those above release, with the own part; not what others do", async () => {
    const campaignId = uuidv7();
    const here = await release({ campaignId, capacity: 1 });
    const above = await release({ campaignId }, city.city);
    const other = await release({ campaignId }, city.otherCounty);
    await claim(ann, here);
    const ids = async (who: Who) =>
      (await call(who, "GET", `/api/releases?campaignId=${campaignId}`)).body.items.map(
        (item: { id: string }) => item.id,
      );
    expect(new Set(await ids(ann))).toEqual(new Set([here, above]));
    expect(new Set(await ids(stranger))).toEqual(new Set([other, above]));
    const items = (await call(ann, "GET", `/api/releases?campaignId=${campaignId}`)).body.items;
    expect(items.find((item: { id: string }) => item.id === here)).toMatchObject({
      state: "sold_out",
      left: 0,
      mine: { claimState: "active", eligible: true },
    });
  });

  test("reminds before an opening and not of what is open", async () => {
    const id = await release({ opensAt: minutes(30) });
    expect((await call(ann, "PUT", `/api/releases/${id}/reminder`, { body: {} })).status).toBe(204);
    expect((await mine(ann, id)).reminder).toBe(true);
    expect((await call(ann, "DELETE", `/api/releases/${id}/reminder`)).status).toBe(204);
    expect((await mine(ann, id)).reminder).toBe(false);
    expect((await call(ann, "PUT", `/api/releases/${await release()}/reminder`, { body: {} })).status).toBe(409);
  });
});
