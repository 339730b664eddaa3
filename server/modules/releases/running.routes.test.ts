import { describe, expect, test } from "vitest";
import { uuidv7 } from "#kernel/ids";
import { aCityOfReleases, until } from "./routes.builders.ts";

const { ann, runner, reader, elsewhere, members, release, call, claim, on } = await aCityOfReleases();

describe("running a release", () => {
  test("is for who holds the duty: a reader sees and may not, a runner may", async () => {
    const id = await release();
    const seen = (await call(reader, "GET", `/api/staff/releases/${id}`)).body;
    expect(seen.can).toEqual({ pause: false, resume: false, topUp: false, close: false });
    for (const route of ["POST /pause", "POST /resume", "POST /close", "POST /top-up"])
      expect((await on("/api/staff/releases", id, route, reader)).status).toBe(403);
    expect((await on("/api/staff/releases", id, "POST /pause", runner)).body).toMatchObject({
      state: "paused",
      can: { pause: false, resume: true },
    });
    expect((await on("/api/staff/releases", id, "POST /pause", runner)).status).toBe(403);
    expect(await claim(ann, id)).toMatchObject({ code: "release.paused" });
    expect((await on("/api/staff/releases", id, "POST /resume", runner)).body).toMatchObject({ state: "open" });
    expect((await claim(ann, id)).status).toBe(201);
    const list = (await call(reader, "GET", "/api/staff/releases")).body.items;
    expect(list.some((item: { id: string }) => item.id === id)).toBe(true);
    const others = (await call(elsewhere, "GET", "/api/staff/releases")).body.items;
    expect(others.some((item: { id: string }) => item.id === id)).toBe(false);
  });

  test("the same key tops up once; the same key with another figure is refused", async () => {
    const id = await release({ capacity: 1 });
    const key = uuidv7();
    const top = (units: number) => call(runner, "POST", `/api/staff/releases/${id}/top-up`, { body: { units }, key });
    expect((await top(3)).body).toMatchObject({ capacity: 4 });
    expect((await top(3)).body).toMatchObject({ capacity: 4 });
    expect(await top(4)).toMatchObject({ status: 422, code: "idempotency.key_reused" });
  });

  test("the monitor counts requests, grants, entries and refusals by reason", async () => {
    const id = await release({ capacity: 2 });
    const people = await members(3);
    for (const who of people) await claim(who, id);
    const monitor = async () => (await call(reader, "GET", `/api/staff/releases/${id}/monitor`)).body;
    const total = (seen: { series: { requests: number }[] }) =>
      seen.series.reduce((sum, second) => sum + second.requests, 0);
    await until(async () => total(await monitor()) === 3);
    const seen = await monitor();
    expect(seen).toMatchObject({ left: 0, capacity: 2, taken: 2, state: "sold_out" });
    expect(seen.series.reduce((sum: number, second: { granted: number }) => sum + second.granted, 0)).toBe(2);
    expect(
      seen.series.reduce(
        (sum: number, second: { refused: Record<string, number> }) => sum + (second.refused.sold_out ?? 0),
        0,
      ),
    ).toBe(1);
  });
});
