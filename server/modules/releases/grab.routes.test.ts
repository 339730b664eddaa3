import { describe, expect, test } from "vitest";
import { orderSecretHash, servingOrder } from "#engines/stock";
import { uuidv7 } from "#kernel/ids";
import { aCityOfReleases, until, type Who } from "./routes.builders.ts";

const {
  server,
  city,
  ann,
  bo,
  runner,
  reader,
  elsewhere,
  member,
  members,
  release,
  endWindow,
  call,
  claim,
  enter,
  mine,
} = await aCityOfReleases();

describe("a grab", () => {
  test("is entered once, served by the server, and its order is published only then, so that each recomputes the own place", async () => {
    const id = await release({ mode: "grab", capacity: 2 });
    const people = await members(6);
    const first = await enter(people[0], id);
    expect(first).toMatchObject({ status: 202, body: { entered: true } });
    expect(await enter(people[0], id)).toEqual(first);
    for (const who of people.slice(1)) await enter(who, id);
    expect(await mine(people[0] as Who, id)).toMatchObject({
      entered: true,
      outcome: "waiting",
      entryNumber: first.body.entryNumber,
    });
    expect(await claim(ann, id)).toMatchObject({ code: "release.not_open_yet" });
    expect(await call(ann, "GET", `/api/releases/${id}/order`)).toMatchObject({
      status: 409,
      code: "release.order_not_published",
    });
    const before = (await call(ann, "GET", `/api/releases/${id}`)).body;
    expect(before).toMatchObject({
      state: "entry_open",
      secretHash: orderSecretHash(server.secrets, id).toString("hex"),
      placed: false,
    });

    await endWindow(id);

    const order = (await call(people[0], "GET", `/api/releases/${id}/order`)).body;
    expect(order).toMatchObject({ secretHash: before.secretHash, capacity: 2, winners: 2 });
    const recomputed = servingOrder(
      Buffer.from(order.secret, "hex"),
      order.entries.map(([number, weight]: [number, number]) => ({ number, weight })),
    );
    const parts = await Promise.all(people.map((who) => mine(who, id)));
    for (const part of parts) {
      expect(recomputed.indexOf(part.entryNumber) + 1).toBe(part.place);
      expect(part.outcome).toBe(part.place <= 2 ? "won" : "lost");
      expect(part.claimState).toBe(part.place <= 2 ? "active" : undefined);
    }
    expect(order.mine).toEqual({ number: parts[0].entryNumber, place: parts[0].place });
    expect(await enter(bo, id)).toMatchObject({ status: 409, code: "release.entry_closed" });
    expect(await claim(bo, id)).toMatchObject({ code: "release.sold_out" });
  });

  test('is not entered when not eligible, paused, or without a window; the desk "why" knows the reason', async () => {
    const id = await release({ mode: "grab", eligibility: [{ type: "verified" }] });
    const plain = await member(city.union, { verified: false });
    const known = await member(city.union, { verified: true });
    expect(await enter(plain, id)).toMatchObject({ status: 403, code: "release.not_eligible" });
    expect(await mine(plain, id)).toMatchObject({ eligible: false, reasonCode: "verified" });
    expect(await mine(known, id)).toMatchObject({ eligible: true });
    const why = async (who: Who) =>
      (await call(reader, "GET", `/api/staff/releases/${id}/why?personId=${who.id}`)).body;
    expect((await why(plain)).mine).toMatchObject({ eligible: false, reasonCode: "verified" });
    expect((await why(known)).mine).toMatchObject({ eligible: true });
    await until(async () => (await why(plain)).steps.length > 0);
    expect((await why(plain)).steps).toMatchObject([{ what: "refused", params: { code: "not_eligible", times: 1 } }]);
    expect((await mine(plain, id)).lastRefusal).toMatchObject({ code: "not_eligible" });
    expect((await call(reader, "GET", `/api/staff/releases/${id}/why?personId=${uuidv7()}`)).status).toBe(404);
    expect((await call(elsewhere, "GET", `/api/staff/releases/${id}/why?personId=${plain.id}`)).status).toBe(404);
    await call(runner, "POST", `/api/staff/releases/${id}/pause`, { body: { reason: "检查" } });
    expect(await enter(known, id)).toMatchObject({ status: 409, code: "release.paused" });
    expect(await enter(known, await release())).toMatchObject({ status: 409, code: "release.no_entry_window" });
  });
});
