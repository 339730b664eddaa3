import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  aCinema,
  aSeat,
  aSession,
  ask,
  aWorld,
  type Cinema,
  inMinutes,
  type Somebody,
  someMembers,
  type World,
} from "../activities.builders.ts";

let world: World;
let cinema: Cinema;
let ann: Somebody;
let bo: Somebody;
const url = (claimId: string, act = "") => `/api/activities/tickets/${claimId}${act}`;

beforeAll(async () => {
  world = await aWorld();
  cinema = await aCinema(world, { giveBackMinutes: 30 });
  [ann, bo] = (await someMembers(world, cinema.union, 2)) as [Somebody, Somebody];
});
afterAll(() => world.close());

describe("a ticket", () => {
  it("says film, hall, seat, time and what may be done with it, to its holder alone", async () => {
    const session = await aSession(world, cinema);
    const claimId = await aSeat(world, session, ann, "2排3座");
    const { status, body } = await ask(world, ann.cookie, ["GET", url(claimId)]);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ state: "valid", seat: { label: "2排3座", row: 2, col: 3 }, awarded: false, question: null },
      session: { title: "长津湖", seriesTitle: "惠工影院", hall: { name: "一号厅", address: "工人路1号" } },
      can: { giveBack: true, move: true, answer: false, excuse: false },
    });
    expect(body.number).toMatch(/^\d{4} \d{4}$/);
    expect((await ask(world, bo.cookie, ["GET", url(claimId)])).status).toBe(404);
    expect((await ask(world, undefined, ["GET", url(claimId)])).status).toBe(401);
    const mine = await ask(world, ann.cookie, ["GET", `/api/activities/sessions/${session.id}`]);
    expect(mine.body.tickets).toEqual([claimId]);
    const others = await ask(world, bo.cookie, ["GET", `/api/activities/releases/${session.releaseId}/session`]);
    expect(others.body.id).toBe(session.id);
  });

  it("is given back until the hour, and then no more", async () => {
    const early = await aSession(world, cinema, { startsAt: inMinutes(240) });
    const claimId = await aSeat(world, early, ann);
    expect((await ask(world, ann.cookie, ["POST", url(claimId, "/return")], { body: {} })).body.state).toBe("returned");
    expect((await ask(world, ann.cookie, ["POST", url(claimId, "/return")], { body: {} })).body).toMatchObject({
      code: "activities.ticket_over",
      params: { state: "returned" },
    });

    const soon = await aSession(world, await aCinema(world, { giveBackMinutes: 60 }), { startsAt: inMinutes(45) });
    const late = await aSeat(world, soon, ann);
    const refused = await ask(world, ann.cookie, ["POST", url(late, "/return")], { body: {} });
    expect([refused.status, refused.body.code]).toEqual([409, "activities.too_late_to_return"]);
    const answered = await ask(world, ann.cookie, ["POST", url(late, "/answer")], { body: { going: false } });
    expect(answered.body).toMatchObject({ state: "returned", question: { answer: "not_going" } });
  });

  it("moves to another free seat, and to no other", async () => {
    const session = await aSession(world, cinema, { startsAt: inMinutes(500) });
    const claimId = await aSeat(world, session, ann, "1排1座");
    await aSeat(world, session, bo, "1排2座");
    const move = (label: string) => ask(world, ann.cookie, ["POST", url(claimId, "/seat")], { body: { label } });
    expect((await move("4排5座")).body.seat).toEqual({ label: "4排5座", row: 4, col: 5 });
    expect((await move("1排2座")).body.code).toBe("stock.seat_taken");
    expect((await move("9排9座")).body.code).toBe("stock.no_such_seat");
  });

  it("goes into the phone's calendar with an alarm, and a reminder is kept by the server", async () => {
    const session = await aSession(world, cinema, { startsAt: inMinutes(700) });
    const claimId = await aSeat(world, session, ann, "2排2座");
    const file = await ask(world, ann.cookie, ["GET", url(claimId, "/calendar")]);
    expect(file.headers["content-type"]).toBe("text/calendar; charset=utf-8");
    const lines = String(file.body).split("\r\n");
    expect(lines).toContain(`UID:${claimId}@gonghui`);
    expect(lines).toContain("SEQUENCE:0");
    expect(lines).toContain("SUMMARY:惠工影院《长津湖》");
    expect(lines).toContain("TRIGGER:-PT2H");
    expect(lines.at(-1)).toBe("");
    expect(file.body).not.toMatch(/[^\r]\n/);

    const remind = (minutesBefore: number) =>
      ask(world, ann.cookie, ["PUT", url(claimId, "/reminder")], { body: { minutesBefore } });
    const at = new Date(session.startsAt.getTime() - 60 * 60_000).toISOString();
    expect((await remind(60)).body.reminder).toEqual({ at });
    expect((await remind(720)).body.code).toBe("activities.reminder_too_late");
    expect((await ask(world, ann.cookie, ["DELETE", url(claimId, "/reminder")])).body.reminder).toBeNull();

    await ask(world, ann.cookie, ["POST", url(claimId, "/return")], { body: {} });
    const struck = String((await ask(world, ann.cookie, ["GET", url(claimId, "/calendar")])).body).split("\r\n");
    expect(struck).toEqual(expect.arrayContaining(["METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1"]));
    expect(struck).not.toContain("BEGIN:VALARM");
  });

  it("two that give the same seat back at once give it back once", async () => {
    const session = await aSession(world, cinema, { startsAt: inMinutes(900) });
    const claimId = await aSeat(world, session, ann);
    const both = await Promise.all(
      [1, 2].map(() => ask(world, ann.cookie, ["POST", url(claimId, "/return")], { body: {} })),
    );
    expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
  });
});

describe("the list of tickets", () => {
  it("has what lies ahead, the next first, apart from what is over", async () => {
    const [cy] = (await someMembers(world, cinema.union, 1)) as [Somebody];
    const later = await aSession(world, cinema, { startsAt: inMinutes(1500) });
    const sooner = await aSession(world, cinema, { startsAt: inMinutes(1200) });
    const back = await aSession(world, cinema, { startsAt: inMinutes(1800) });
    const [second, first] = [await aSeat(world, later, cy), await aSeat(world, sooner, cy)];
    const third = await aSeat(world, back, cy);
    await ask(world, cy.cookie, ["POST", url(third, "/return")], { body: {} });
    const list = async (state: string) =>
      (await ask(world, cy.cookie, ["GET", `/api/activities/tickets?state=${state}`])).body.items.map(
        (ticket: { claimId: string }) => ticket.claimId,
      );
    expect(await list("open")).toEqual([first, second]);
    expect(await list("past")).toEqual([third]);
  });
});
