import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { saveSeatMap } from "#modules/places";
import {
  type aCinema,
  aHall,
  aSeat,
  aSession,
  ask,
  aWorld,
  type Cinema,
  type Somebody,
  someSeats,
  type World,
} from "../activities.builders.ts";
import { aHouse, changesBy, ticketOf, told } from "./sessions.builders.ts";

let world: World;
let ann: Somebody;
let bo: Somebody;
let cinema: Cinema;
let maker: { cookie: string };

beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

/** A cinema of its own for each test, with two members. */
async function fresh(given: Parameters<typeof aCinema>[1] = {}) {
  const house = await aHouse(world, 2, given);
  ({ cinema, maker } = house);
  [ann, bo] = house.people as [Somebody, Somebody];
}

const { preview, change } = changesBy(() => ({ world, maker }));
describe("a session whose seats change", () => {
  it("goes to another hall: everybody is seated again, nobody is lost", async () => {
    await fresh();
    const session = await aSession(world, cinema);
    const claims = [await aSeat(world, session, ann, "1排1座"), await aSeat(world, session, bo, "4排5座")];
    const hallId = await aHall(world, cinema.union, someSeats(2, 4));
    expect((await preview(session.id, { kind: "hall", hallId })).body).toMatchObject({
      touches: 2,
      moved: 1,
      seats: 8,
    });
    const { body } = await change(session.id, { kind: "hall", hallId }, 2);
    expect(body).toMatchObject({ hall: { id: hallId }, counts: { seats: 8, holders: 2 } });
    expect((await ticketOf(world, ann, claims[0] ?? "")).seat).toEqual({ label: "1排1座", row: 1, col: 1 });
    const other = (await ticketOf(world, bo, claims[1] ?? "")).seat;
    expect(other.row).toBeLessThanOrEqual(2);
    expect((await told(world, bo)).at(-1)).toMatchObject([
      "activities.hall_changed",
      { seat: other.label },
      `/tickets/${claims[1]}`,
    ]);

    const tiny = await aHall(world, cinema.union, someSeats(1, 1));
    expect((await preview(session.id, { kind: "hall", hallId: tiny })).body.problem).toBe("activities.fewer_seats");
    expect((await change(session.id, { kind: "hall", hallId: tiny }, 2)).body).toMatchObject({
      code: "stock.too_few_seats",
      params: { seats: 1, holders: 2 },
    });
  });

  it("follows a seat map that was drawn anew: only who sat on a seat that is no more moves, and is told", async () => {
    await fresh();
    const session = await aSession(world, cinema);
    const [stays, moves] = [await aSeat(world, session, ann, "4排1座"), await aSeat(world, session, bo, "1排1座")];
    expect((await preview(session.id, { kind: "reseated" })).body.problem).toBe("activities.nothing_changes");
    await saveSeatMap(world.database.ctx(), { hallId: cinema.hallId, basedOn: 1, seats: someSeats(4, 5, 5) });
    expect((await preview(session.id, { kind: "reseated" })).body).toMatchObject({ touches: 1, moved: 1, seats: 15 });
    await change(session.id, { kind: "reseated" }, 1, "第一排拆除");
    expect((await ticketOf(world, ann, stays)).seat.label).toBe("4排1座");
    const { seat } = await ticketOf(world, bo, moves);
    expect(seat.row).toBeGreaterThan(1);
    expect((await told(world, bo)).at(-1)).toMatchObject([
      ...["activities.reseated", { before: "1排1座", seat: seat.label }, `/tickets/${moves}`],
    ]);
    expect(await told(world, ann)).toEqual([]);
  });

  it("follows a hall that was drawn wholly anew: everybody gets another seat and is told, or nobody does", async () => {
    await fresh();
    const session = await aSession(world, cinema);
    const claims = [await aSeat(world, session, ann, "1排1座"), await aSeat(world, session, bo, "4排5座")];
    const renamed = (count: number) =>
      someSeats(1, count).map((seat, index) => ({ ...seat, label: `新${index + 1}号` }));
    const redraw = (basedOn: number, count: number) =>
      saveSeatMap(world.database.ctx(), { hallId: cinema.hallId, basedOn, seats: renamed(count) });

    await redraw(1, 1);
    const detail = await ask(world, maker.cookie, ["GET", `/api/staff/activities/sessions/${session.id}`]);
    expect(detail.body).toMatchObject({ seatMapVersion: 1, hallSeatMapVersion: 2 });
    expect((await preview(session.id, { kind: "reseated" })).body).toMatchObject({
      ...{ touches: 2, moved: 2, problem: "activities.fewer_seats", params: { seats: 1, holders: 2 } },
    });
    expect((await change(session.id, { kind: "reseated" }, 2)).body.code).toBe("stock.too_few_seats");
    expect((await ticketOf(world, ann, claims[0] ?? "")).seat.label).toBe("1排1座");
    expect(await told(world, ann)).toEqual([]);

    await redraw(2, 3);
    expect((await change(session.id, { kind: "reseated" }, 2)).body).toMatchObject({ seatMapVersion: 3 });
    const seats = await Promise.all(
      [ann, bo].map(async (who, at) => (await ticketOf(world, who, claims[at] ?? "")).seat.label),
    );
    expect(new Set(seats).size).toBe(2);
    for (const [at, who] of [ann, bo].entries())
      expect(await told(world, who)).toMatchObject([
        ["activities.reseated", { seat: seats[at] }, `/tickets/${claims[at]}`],
      ]);
  });
});
