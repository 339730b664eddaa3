import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transact } from "#kernel/context";
import { aSheetDesk } from "../../../engines/sheets/changes/sheet-desk.builders.ts";
import { refusedOf, spoilt } from "../../../engines/sheets/changes/spoiled.builders.ts";
import {
  aCinema,
  aDuty,
  aHouse,
  aSession,
  ask,
  aWorld,
  type Cinema,
  type Somebody,
  someMembers,
  type World,
} from "../activities.builders.ts";
import { told } from "../sessions/sessions.builders.ts";
import { seatMeant } from "./seat-list.rules.ts";

let world: World;
let cinema: Cinema;
let maker: Awaited<ReturnType<typeof aDuty>>;

beforeAll(async () => {
  world = await aWorld();
  cinema = await aCinema(world);
  maker = await aDuty(world, cinema.union, "activities.maker");
});
afterAll(() => world.close());

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007);
const heading = ["姓名", "手机号", "手机尾号", "座位", "事由"];

const deskFor = (session: { id: string }, who: { id: string } = maker) =>
  aSheetDesk(world, who.id, { kind: "door_list", subjectId: session.id });
const seats = async (session: { releaseId: string }) => {
  const { rows } = await transact(world.database.ctx(), (tx) =>
    sql<{ personId: string; seat: string; state: string }>`select c.person_id, c.unit_label as seat, c.state
      from stock.claim c join stock.quota q on q.id = c.quota_id
      where q.parent_id = ${session.releaseId} or q.id = ${session.releaseId}`.execute(tx.db),
  );
  return new Map(rows.map((row) => [row.personId, row]));
};

describe("a door list", () => {
  it("gives each person on it a seat, says why the others get none, and takes back what nobody came in on", async () => {
    const session = await aHouse(world, cinema);
    const [ann, bo, cy] = (await someMembers(world, cinema.branch, 3)) as [Somebody, Somebody, Somebody];
    const [outside] = (await someMembers(world, cinema.union, 1)) as [Somebody];
    const beside = await aCinema(world);
    const [stranger] = (await someMembers(world, beside.union, 1)) as [Somebody];
    const desk = deskFor(session);
    const id = await desk.bring([
      heading,
      ["张小一", ann.phone, "", "第2排2号", "一车间包场"],
      ["张小二", "", bo.phone.slice(-4), "", ""],
      ["张小一", outside.phone, "", "", ""],
      ["", stranger.phone, "", "", ""],
      ["张小三", cy.phone, "", "9排9座", ""],
      ["张小三", cy.phone, "", "2-2", ""],
      ["张小一", ann.phone, "", "", ""],
    ]);
    expect(await desk.rows(id)).toMatchObject([
      { row: 2, outcome: "insert" },
      { row: 3, outcome: "insert" },
      { row: 4, outcome: "refused", codes: ["list.not_eligible"] },
      { row: 5, outcome: "refused", codes: ["list.not_found"] },
      { row: 6, outcome: "refused", codes: ["door.no_such_seat"] },
      // The engine's own check of a file: one phone, one person.
      { row: 7, outcome: "refused", codes: ["sheets.duplicate_in_file"] },
      { row: 8, outcome: "refused", codes: ["sheets.duplicate_in_file"] },
    ]);
    expect((await seats(session)).size).toBe(0);
    expect(await told(world, ann)).toEqual([]);
    expect((await desk.write(id)).counts).toMatchObject({ applied: 2, stale: 0 });
    expect((await seats(session)).get(ann.personId)).toMatchObject({ seat: "2排2座", state: "active" });
    expect(await told(world, ann)).toMatchObject([["activities.awarded", { seat: "2排2座" }, expect.any(String)]]);

    const again = await desk.bring([
      heading,
      ["张小一", ann.phone, "", "", ""],
      ["张小二", bo.phone, "", "4排5座", ""],
      ["张小三", cy.phone, "", "2排2座", ""],
    ]);
    expect(await desk.rows(again)).toMatchObject([
      { outcome: "unchanged" },
      { outcome: "refused", codes: ["door.has_other_seat"] },
      { outcome: "refused", codes: ["door.seat_taken"] },
    ]);

    const used = (await seats(session)).get(bo.personId);
    await transact(world.database.ctx(), (tx) =>
      sql`update stock.claim set state = 'redeemed' where person_id = ${bo.personId} and unit_label = ${used?.seat}`.execute(
        tx.db,
      ),
    );
    expect((await desk.undo(id)).counts).toMatchObject({ undone: 1, kept: 1 });
    const after = await seats(session);
    expect([after.get(ann.personId)?.state, after.get(bo.personId)?.state]).toEqual(["returned", "redeemed"]);
    expect((await told(world, ann)).map(([kind]) => kind)).toEqual([
      "activities.awarded",
      "activities.award_taken_back",
    ]);
    // The same file gives the seat anew.
    const third = await desk.bring([heading, ["张小一", ann.phone, "", "2排2座", ""]]);
    expect((await desk.write(third)).counts).toMatchObject({ applied: 1 });
    // Only the branch sees it.
    const page = `/api/activities/sessions/${session.id}`;
    expect((await ask(world, outside.cookie, ["GET", page])).status).toBe(404);
    expect((await ask(world, ann.cookie, ["GET", page])).body).toMatchObject({ audienceName: "一车间工会" });
  });

  it(`refuses exactly the rows that are wrong (seed ${seed})`, async () => {
    const session = await aHouse(world, cinema);
    const people = await someMembers(world, cinema.branch, 16);
    const good = people.map(({ phone }, at) => [
      `张小${"一二三四五六七八九十"[at % 10]}`,
      phone,
      "",
      `${1 + Math.floor(at / 5)}排${1 + (at % 5)}座`,
      "",
    ]);
    const { rows, mistakes } = spoilt(seed, good, [
      { code: "sheets.phone", spoil: (row) => row.with(1, "1390001") },
      { code: "door.no_such_seat", spoil: (row) => row.with(3, "8排8座") },
      { code: "list.nobody_named", spoil: (row) => row.with(0, "").with(1, "") },
      { code: "list.not_found", spoil: (row, at) => row.with(0, "查无此人").with(1, `1991111${1000 + at}`) },
    ]);
    const desk = deskFor(session);
    const id = await desk.bring([heading, ...rows]);
    expect(refusedOf(await desk.rows(id))).toEqual(mistakes);
    expect((await desk.write(id)).counts).toMatchObject({ applied: 16 - mistakes.size, stale: 0 });
  });

  it("is brought only by who runs the showing, while it lies ahead and keeps seats for lists", async () => {
    const session = await aHouse(world, cinema);
    const [ann] = (await someMembers(world, cinema.branch, 1)) as [Somebody];
    const list = [heading, ["张小一", ann.phone, "", "", ""]];
    const stranger = await aDuty(world, (await aCinema(world)).union, "activities.maker");
    await expect(deskFor(session, stranger).bring(list)).rejects.toMatchObject({ code: "sheets.no_such_subject" });
    const steward = await aDuty(world, cinema.union, "activities.steward");
    await expect(deskFor(session, steward).bring(list)).rejects.toMatchObject({ status: 403 });
    const open = await aSession(world, cinema);
    expect(await deskFor(open).view(await deskFor(open).bring(list))).toMatchObject({
      ...{ state: "failed", problem: { code: "release.no_award_share" } },
    });
  });
});

describe("a seat as people write it", () => {
  const labels = ["1排1座", "3排5座", "A-12"];
  it.each([
    ["第3排5号", "3排5座"],
    ["３排 ５座", "3排5座"],
    ["3-5", "3排5座"],
    ["A-12", "A-12"],
    ["3排6座", undefined],
  ])("%s is %s", (written, label) => expect(seatMeant(written, labels)).toBe(label));
});
