import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ticketNumber } from "#wire/ticket-number";
import { servicesOf } from "../../membership/membership.builders.ts";
import {
  aCinema,
  aDoor,
  aDoorCode,
  aDuty,
  aKey,
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
let people: Somebody[];
let steward: { cookie: string };

beforeAll(async () => {
  world = await aWorld();
  cinema = await aCinema(world, { seatsPerSession: 2 });
  people = await someMembers(world, cinema.union, 6);
  steward = await aDuty(world, cinema.union, "activities.steward");
});
afterAll(() => world.close());

const nth = (index: number): Somebody => people[index] as Somebody;
const aShow = async (minutes = 30) => {
  const own = await aCinema(world, { seatsPerSession: 2 });
  const staff = await aDuty(world, own.union, "activities.steward");
  const session = await aSession(world, own, { startsAt: inMinutes(minutes) });
  return { ...session, cinema: own, staff };
};
const enter = (door: string, sessionId: string, body: object, key = aKey()) =>
  ask(world, door, ["POST", `/api/door/sessions/${sessionId}/entries`], { body, key });

describe("a phone becomes a door", () => {
  it("by one tap of the officer, for the hall and the day", async () => {
    const session = await aShow();
    const door = await aDoor(world, session.staff, session.id);
    const { body } = await ask(world, door, ["GET", "/api/door"]);
    expect(body).toMatchObject({ door: { name: "东门" }, hall: { name: "一号厅" } });
    expect(body.sessions.map((one: { id: string }) => one.id)).toEqual([session.id]);
    const elsewhere = await aSession(world, cinema);
    expect((await enter(door, elsewhere.id, { claimId: aKey() })).body.code).toBe("activities.no_such_session");
  });

  it("by a code that ten volunteers may use, and nobody after them", async () => {
    const session = await aShow();
    const url = `/api/staff/activities/sessions/${session.id}/door-codes`;
    const { status, body } = await ask(world, session.staff.cookie, ["POST", url], { body: {} });
    expect([status, body.uses]).toEqual([201, 10]);
    const pair = (pairingCode: string) =>
      ask(world, undefined, ["POST", "/api/door/pair"], { body: { pairingCode, name: "志愿者" } });
    const all = await Promise.all(Array.from({ length: 12 }, () => pair(body.pairingCode.toLowerCase())));
    expect(all.filter((one) => one.status === 201)).toHaveLength(10);
    expect(all.find((one) => one.status !== 201)?.body.code).toBe("activities.pairing_code_wrong");
    expect((await pair("ABCDEFGH")).status).toBe(409);
    const doors = await ask(world, session.staff.cookie, ["GET", url.replace("door-codes", "doors")]);
    expect(doors.body.items).toHaveLength(10);
    const [{ id }] = doors.body.items;
    expect((await ask(world, session.staff.cookie, ["DELETE", `/api/staff/activities/doors/${id}`])).status).toBe(204);
  });

  it("and is none for who has no duty there", async () => {
    const session = await aShow();
    const url = `/api/staff/activities/sessions/${session.id}/doors`;
    expect((await ask(world, steward.cookie, ["POST", url], { body: { name: "x" } })).status).toBe(404);
    expect((await ask(world, undefined, ["POST", url], { body: { name: "x" } })).status).toBe(401);
    expect((await ask(world, nth(0).cookie, ["GET", "/api/door"])).status).toBe(401);
  });

  it("until the staff take it back", async () => {
    const session = await aShow();
    const door = await aDoor(world, session.staff, session.id);
    expect((await ask(world, door, ["POST", "/api/door/sign-out"])).status).toBe(204);
    await expect.poll(async () => (await ask(world, door, ["GET", "/api/door"])).status).toBe(401);
  });
});

describe("at the door", () => {
  it("a ticket's code lets in once, whatever the number of doors; the second hears when and where", async () => {
    const session = await aShow();
    const [east, west] = [
      await aDoor(world, session.staff, session.id),
      await aDoor(world, session.staff, session.id, "西门"),
    ];
    const claimId = await aSeat(world, session, nth(0), "2排2座");
    const key = aKey();
    const body = { code: await aDoorCode(world, nth(0).personId, claimId) };
    const first = await enter(east, session.id, body, key);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({
      entered: [{ claimId, seat: "2排2座", name: "张*一" }],
      counts: { holders: 1, entered: 1 },
    });
    expect((await enter(east, session.id, body, key)).body).toEqual(first.body);
    const again = await enter(west, session.id, { code: await aDoorCode(world, nth(0).personId, claimId) });
    expect([again.status, again.body.code, again.body.params.door]).toEqual([
      409,
      "activities.already_entered",
      "东门",
    ]);
    expect((await enter(west, session.id, body)).body.code).toMatch(/already/);
  });

  it("the member card lets in on all seats of its holder", async () => {
    const session = await aShow();
    const door = await aDoor(world, session.staff, session.id);
    const claims = [await aSeat(world, session, nth(1)), await aSeat(world, session, nth(1))];
    const { body } = await enter(door, session.id, { code: await aDoorCode(world, nth(1).personId) });
    expect(body.entered.map((one: { claimId: string }) => one.claimId).sort()).toEqual(claims.sort());
    const stranger = await enter(door, session.id, { code: await aDoorCode(world, nth(2).personId) });
    expect([stranger.status, stranger.body.code]).toEqual([404, "activities.no_such_ticket"]);
  });

  it("the number on the ticket does it, and the seat with the end of the phone number", async () => {
    const session = await aShow();
    const door = await aDoor(world, session.staff, session.id);
    const byNumber = await aSeat(world, session, nth(2));
    await aSeat(world, session, nth(3), "4排1座");
    const number = ticketNumber(byNumber);
    expect((await enter(door, session.id, { number: `${number.slice(0, 4)} ${number.slice(4)}` })).status).toBe(200);
    const wrong = nth(3).phone.slice(-4) === "0000" ? "1111" : "0000";
    const seat = "4 排 1 座";
    expect((await enter(door, session.id, { seat, phoneEnd: wrong })).body.code).toBe("activities.wrong_phone_end");
    expect((await enter(door, session.id, { seat, phoneEnd: nth(3).phone.slice(-4) })).status).toBe(200);
    expect((await enter(door, session.id, {})).status).toBe(400);
  });

  it("nobody comes in before the doors open, with a ticket for another evening, or with one given back", async () => {
    const tomorrow = await aShow(150);
    const door = await aDoor(world, tomorrow.staff, tomorrow.id);
    const claimId = await aSeat(world, tomorrow, nth(4));
    expect((await enter(door, tomorrow.id, { claimId })).body.code).toBe("activities.doors_not_open");

    const tonight = await aShow();
    const here = await aDoor(world, tonight.staff, tonight.id);
    expect((await enter(here, tonight.id, { claimId })).body).toMatchObject({
      code: "activities.other_session",
      params: { title: "长津湖" },
    });
    await ask(world, nth(4).cookie, ["POST", `/api/activities/tickets/${claimId}/return`], { body: {} });
    expect((await enter(door, tomorrow.id, { claimId })).status).toBe(409);
  });

  it("two doors that scan one ticket at the same moment let in once", async () => {
    const session = await aShow();
    const doors = [
      await aDoor(world, session.staff, session.id),
      await aDoor(world, session.staff, session.id, "西门"),
    ];
    const claimId = await aSeat(world, session, nth(5));
    const both = await Promise.all(doors.map((door) => enter(door, session.id, { claimId })));
    expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
  });

  it("what was done by mistake is taken back by the same door", async () => {
    const session = await aShow();
    const [east, west] = [
      await aDoor(world, session.staff, session.id),
      await aDoor(world, session.staff, session.id, "西门"),
    ];
    const claimId = await aSeat(world, session, nth(5));
    await enter(east, session.id, { claimId });
    const undo = (door: string) => ask(world, door, ["POST", `/api/door/entries/${claimId}/undo`], { body: {} });
    expect((await undo(west)).body.code).toBe("activities.entry_not_undoable");
    expect((await undo(east)).body.counts.entered).toBe(0);
    const before = await servicesOf(world.database, nth(5).personId);
    expect((await enter(west, session.id, { claimId })).status).toBe(200);
    expect(before.slice(-2)).toEqual(["activity 1", "activity -1"]);
    expect(await servicesOf(world.database, nth(5).personId)).toEqual([...before, "activity 1"]);
  });
});

describe("without network", () => {
  it("a door has the holders by marks, seats and masked names, and nothing more", async () => {
    const session = await aShow();
    const door = await aDoor(world, session.staff, session.id);
    const claimId = await aSeat(world, session, nth(0), "1排1座");
    const { body } = await ask(world, door, ["GET", `/api/door/sessions/${session.id}/holders`]);
    const [holder] = body.holders;
    expect(Object.keys(holder).sort()).toEqual([
      "claimId",
      "claimMark",
      "entered",
      "name",
      "number",
      "personMark",
      "seat",
    ]);
    expect(holder).toMatchObject({
      claimId,
      seat: "1排1座",
      name: "张*一",
      number: ticketNumber(claimId),
      entered: null,
    });
    expect(holder.claimMark).toMatch(/^[0-9a-f]{16}$/);
    expect(holder.personMark).not.toBe(holder.claimMark);
  });

  it("what it let in is brought in once; a double is told with the time and the door of the first", async () => {
    const session = await aShow();
    const [east, west] = [
      await aDoor(world, session.staff, session.id),
      await aDoor(world, session.staff, session.id, "西门"),
    ];
    const [one, two, back] = [
      await aSeat(world, session, nth(0)),
      await aSeat(world, session, nth(1)),
      await aSeat(world, session, nth(2)),
    ];
    await enter(west, session.id, { claimId: two });
    await ask(world, nth(2).cookie, ["POST", `/api/activities/tickets/${back}/answer`], { body: { going: false } });
    const enteredAt = new Date().toISOString();
    const entries = [one, two, back, aKey()].map((claimId) => ({
      ...{ localId: aKey(), sessionId: session.id, claimId, by: "list", enteredAt },
    }));
    const sync = () => ask(world, east, ["POST", "/api/door/sync"], { body: { entries } });
    const { body } = await sync();
    expect(body.items.map((item: Record<string, unknown>) => [item.outcome, item.problem])).toEqual([
      ["entered", undefined],
      ["double", undefined],
      ["refused", "activities.ticket_given_back"],
      ["refused", "activities.no_such_ticket"],
    ]);
    expect(body.items[1].first.door).toBe("西门");
    expect((await sync()).body).toEqual(body);
    const counts = await ask(world, east, ["GET", `/api/door/sessions/${session.id}/counts`]);
    expect(counts.body.counts).toMatchObject({ holders: 2, entered: 2, returned: 1 });
  });
});
