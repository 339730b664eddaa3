import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transact } from "#kernel/context";
import { listWaiting } from "../../../engines/decisions/waiting.ts";
import { aSheetDesk } from "../../../engines/sheets/changes/sheet-desk.builders.ts";
import {
  aCinema,
  aDoor,
  aDuty,
  aHouse,
  ask,
  aWorld,
  type Cinema,
  type Somebody,
  someMembers,
  type World,
} from "../activities.builders.ts";
import { told } from "../sessions/sessions.builders.ts";

let world: World;
let cinema: Cinema;
let officer: Awaited<ReturnType<typeof aDuty>>;
let maker: Awaited<ReturnType<typeof aDuty>>;

beforeAll(async () => {
  world = await aWorld();
  cinema = await aCinema(world);
  officer = await aDuty(world, cinema.branch, "benefits.maker", "people.reader");
  maker = await aDuty(world, cinema.union, "activities.maker");
});
afterAll(() => world.close());

type Staff = { id: string };
const deskFor = (session: { id: string }, who: Staff = officer, kind = "charter_list") =>
  aSheetDesk(world, who.id, { kind, subjectId: session.id });
const heading = ["姓名", "手机号", "座位"];
const listOf = (people: readonly Somebody[]) => [heading, ...people.map(({ phone }) => ["", phone, ""])];
const page = ({ id }: { id: string }) => `/api/staff/activities/charters/${id}`;
const charterOf = async (session: { id: string }, who: { cookie: string } = officer) =>
  (await ask(world, who.cookie, ["GET", page(session)])).body;
const sql1 = (text: string, id: string) =>
  transact(world.database.ctx(), (tx) =>
    sql`update activities.session set ${sql.raw(text)} where id = ${id}`.execute(tx.db),
  );

describe("a charter's list", () => {
  it("is handed in by the union that has the house; its members get seats and are let in, others do not", async () => {
    const session = await aHouse(world, cinema, { inMinutes: 60 });
    const waiting = async () =>
      (await transact(await deskFor(session).ctx(), (tx) => listWaiting(tx))).filter(({ id }) => id === session.id);
    expect(await waiting()).toMatchObject([{ type: "charter", step: "listed", link: `/charters/${session.id}` }]);
    const listed = await ask(world, officer.cookie, ["GET", "/api/staff/activities/charters"]);
    expect(listed.body.items.map((one: { id: string }) => one.id)).toContain(session.id);

    const [ann, bo] = (await someMembers(world, cinema.branch, 2)) as [Somebody, Somebody];
    const [above] = (await someMembers(world, cinema.union, 1)) as [Somebody];
    const [stranger] = (await someMembers(world, (await aCinema(world)).union, 1)) as [Somebody];
    const desk = deskFor(session);
    const id = await desk.bring([
      heading,
      ["", ann.phone, "2排3座"],
      ["", bo.phone, ""],
      ["", above.phone, ""],
      ["", stranger.phone, ""],
    ]);
    expect(await desk.rows(id)).toMatchObject([
      { outcome: "insert" },
      { outcome: "insert" },
      { outcome: "refused", codes: ["door.not_of_union"] },
      { outcome: "refused", codes: ["door.not_of_union"] },
    ]);
    expect((await desk.write(id)).counts).toMatchObject({ applied: 2, stale: 0 });
    expect(await told(world, ann)).toMatchObject([["activities.awarded", { seat: "2排3座" }, expect.any(String)]]);
    expect(await waiting()).toEqual([]);

    const charter = await charterOf(session);
    expect(charter).toMatchObject({
      ...{ audienceName: "一车间工会", can: { list: true }, listUntil: expect.any(String) },
      counts: { seats: 20, holders: 2, listed: 2, entered: 0 },
    });
    const taken = charter.seats.filter((seat: { state: string }) => seat.state === "taken");
    expect(taken.map((seat: { label: string }) => seat.label)).toContain("2排3座");
    expect(charter.guests).toContainEqual(
      expect.objectContaining({ name: expect.stringContaining("*"), seat: "2排3座", listed: true, enteredAt: null }),
    );
    const [ticket] = (await ask(world, ann.cookie, ["GET", `/api/activities/sessions/${session.id}`])).body.tickets;
    expect(ticket).toEqual(expect.any(String));

    const door = await aDoor(world, maker, session.id);
    const { holders } = (await ask(world, door, ["GET", `/api/door/sessions/${session.id}/holders`])).body;
    expect(holders.map((one: { claimId: string }) => one.claimId)).toContain(ticket);
    const enter = ["POST", `/api/door/sessions/${session.id}/entries`] as const;
    expect((await ask(world, door, enter, { body: { claimId: ticket }, key: crypto.randomUUID() })).status).toBe(200);
    expect((await charterOf(session)).counts).toMatchObject({ entered: 1 });
    // Who is inside stays.
    expect((await desk.undo(id)).counts).toMatchObject({ undone: 1, kept: 1 });
  });

  it("is nobody else's: not another union's, not of an open showing, not by the cinema's own list", async () => {
    const session = await aHouse(world, cinema);
    const beside = await aCinema(world);
    const stranger = await aDuty(world, beside.branch, "benefits.maker", "people.reader");
    const list = listOf(await someMembers(world, cinema.branch, 1));
    await expect(deskFor(session, stranger).bring(list)).rejects.toMatchObject({ code: "sheets.no_such_subject" });
    expect(await ask(world, stranger.cookie, ["GET", page(session)])).toMatchObject({ status: 404 });
    const { items } = (await ask(world, stranger.cookie, ["GET", "/api/staff/activities/charters"])).body;
    expect(items).toEqual([]);
    const keeper = await aDuty(world, cinema.branch, "people.officer");
    await expect(deskFor(session, keeper).bring(list)).rejects.toMatchObject({ code: "sheets.no_such_subject" });
    expect((await ask(world, keeper.cookie, ["GET", page(session)])).status).toBe(403);
    await expect(deskFor(session, officer, "door_list").bring(list)).rejects.toMatchObject({ status: 404 });
    const open = await aHouse(world, cinema, { audience: "open" });
    await expect(deskFor(open).bring(list)).rejects.toMatchObject({ code: "sheets.no_such_subject" });
    // Whoever runs the cinema may help.
    const helped = deskFor(session, maker);
    expect((await helped.write(await helped.bring(list))).counts).toMatchObject({ applied: 1 });
  });

  it("refuses whom no seat is left for, and two lists written at once give each seat once", async () => {
    const session = await aHouse(world, cinema);
    const people = await someMembers(world, cinema.branch, 24);
    const whole = await deskFor(session).bring(listOf(people.slice(0, 22)));
    const codes = (await deskFor(session).rows(whole)).map((row) => row.codes);
    expect(codes.filter(([code]) => code === "door.house_full")).toHaveLength(2);

    const [own, cinemas] = [deskFor(session), deskFor(session, maker, "door_list")];
    const ids = [await own.bring(listOf(people.slice(0, 12))), await cinemas.bring(listOf(people.slice(12)))] as const;
    const written = await Promise.all([own.write(ids[0]), cinemas.write(ids[1])]);
    const sum = (what: "applied" | "stale") => written.reduce((all, { counts }) => all + counts[what], 0);
    expect([sum("applied"), sum("stale")]).toEqual([20, 4]);
    const { guests, seats } = await charterOf(session);
    expect(new Set(guests.map((guest: { seat: string }) => guest.seat)).size).toBe(20);
    expect(seats.every((seat: { state: string }) => seat.state === "taken")).toBe(true);
  });

  it.each([
    ["cancelled", "state = 'cancelled', reason = '停电'", "activities.session_cancelled"],
    ["over", "ends_at = now(), starts_at = now() - interval '2 hours'", "activities.session_over"],
  ])("of a house that is %s is refused", async (state, change, code) => {
    const session = await aHouse(world, cinema);
    const list = listOf(await someMembers(world, cinema.branch, 1));
    const before = await deskFor(session).bring(list);
    await sql1(change, session.id);
    expect(await charterOf(session)).toMatchObject({ state, can: { list: false } });
    const late = deskFor(session);
    expect(await late.view(await late.bring(list))).toMatchObject({ state: "failed", problem: { code } });
    expect(await late.write(before)).toMatchObject({ state: "review", problem: { code } });
    expect((await charterOf(session)).guests).toEqual([]);
  });
});
