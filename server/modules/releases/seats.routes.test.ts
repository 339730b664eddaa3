import { describe, expect, test } from "vitest";
import type { Seat } from "#engines/stock";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { seatWinners } from "#wire/seating";
import { awardRelease, cancelRelease, refreshStock, retimeRelease } from "./index.ts";
import { aCap, minutes } from "./releases.builders.ts";
import { dealtSeats } from "./releases.rules.ts";
import { aCityOfReleases, type Who } from "./routes.builders.ts";

const { server, city, ann, bo, runner, stranger, member, members, release, endWindow, call, claim, mine } =
  await aCityOfReleases();

const hall = (rows: number, cols: number): Seat[] =>
  Array.from({ length: rows * cols }, (_, index) => {
    const [row, col] = [Math.floor(index / cols) + 1, (index % cols) + 1];
    return { label: `${row}排${col}座`, row, col, best: row * 100 + col, kind: row === rows ? "wheelchair" : "seat" };
  });
const path = (id: string, tail: string) => `/api/releases/${id}/${tail}`;
const seatsOf = async (who: Who, id: string) => (await call(who, "GET", path(id, "seats"))).body;
const freeOf = async (who: Who, id: string) => (await call(who, "GET", path(id, "seats/free"))).body.free;
const pick = (who: Who, id: string, label: string, key = uuidv7()) =>
  call(who, "POST", path(id, "claims"), { key, body: { pick: label } });
const enter = (who: Who, id: string, body: object) => call(who, "POST", path(id, "entries"), { body });
/** A figure of seats is a second old at most. */
const aSecondLater = () => new Promise((resolve) => setTimeout(resolve, 1100));

describe("the seats of a release", () => {
  test("are there with their places, and which are free changes with those who take some", async () => {
    const units = hall(2, 3);
    const id = await release({ capacity: 6, units });
    expect(await seatsOf(ann, id)).toMatchObject({
      free: "111111",
      seats: units.map(({ label, row, col, kind }) => ({ label, row, col, kind })),
      shares: [],
    });
    const { layout } = await seatsOf(ann, id);
    expect(await pick(ann, id, "2排1座")).toMatchObject({ status: 201, body: { seat: "2排1座" } });
    await aSecondLater();
    expect(await freeOf(bo, id)).toBe("111011");
    expect((await seatsOf(bo, id)).layout).toBe(layout);
    expect(await mine(ann, id)).toMatchObject({ seat: "2排1座", claimState: "active" });
  });

  test("are as many as the hall has: nobody is offered to add some, as of what has no seats", async () => {
    const canOf = async (id: string) => (await call(runner, "GET", `/api/staff/releases/${id}`)).body.can;
    expect(await canOf(await release({ capacity: 6, units: hall(2, 3) }))).toMatchObject({ pause: true, topUp: false });
    expect(await canOf(await release({ capacity: 6 }))).toMatchObject({ pause: true, topUp: true });
  });

  test("that are kept for shift workers are shown as such, to them as theirs, and can be picked by them alone", async () => {
    const shift = await member(city.union, { tags: ["shift"] });
    const shares = [{ title: "轮班职工", tag: "shift", units: 3, spillAt: minutes(30) }];
    const id = await release({ capacity: 6, units: hall(2, 3), shares });
    const seen = await seatsOf(shift, id);
    expect(seen.shares).toMatchObject([{ title: "轮班职工", mine: true }]);
    expect((await seatsOf(ann, id)).shares).toMatchObject([{ mine: false }]);
    expect([...seen.free].sort().join("")).toBe("111222");
    const own = seen.seats[seen.free.indexOf("2")].label;
    expect(await pick(ann, id, own)).toMatchObject({ status: 422, code: "release.no_such_seat" });
    expect(await pick(shift, id, own)).toMatchObject({ status: 201, body: { seat: own } });
    const open = seen.seats[seen.free.indexOf("1")].label;
    const other = await member(city.union, { tags: ["shift"] });
    expect(await pick(other, id, open)).toMatchObject({ status: 201, body: { seat: open } });
  });

  test("are asked for by members whom the release reaches; what has no seats says so", async () => {
    const id = await release({ capacity: 1, units: hall(1, 1) });
    for (const tail of ["seats", "seats/free"]) {
      expect((await call(undefined, "GET", path(id, tail))).status).toBe(401);
      expect(await call(stranger, "GET", path(id, tail))).toMatchObject({
        status: 404,
        code: "release.no_such_release",
      });
      expect(await call(ann, "GET", path(await release(), tail))).toMatchObject({
        status: 409,
        code: "release.no_seats",
      });
    }
    expect((await call(stranger, "POST", path(id, "party"), { body: {} })).status).toBe(404);
    expect((await call(undefined, "POST", path(id, "party"), { body: {} })).status).toBe(401);
  });
});

describe("picking a seat", () => {
  test("that somebody has is told by its name and has no effect; the same key takes another", async () => {
    const cap = await aCap(server, city.county);
    const id = await release({ capacity: 3, units: hall(1, 3), caps: [cap] });
    await pick(ann, id, "1排1座");
    const key = uuidv7();
    expect(await pick(bo, id, "1排1座", key)).toMatchObject({
      ...{ status: 409, code: "release.seat_taken" },
      body: { params: { label: "1排1座" } },
    });
    expect(await pick(bo, id, "1排2座", key)).toMatchObject({ status: 201, body: { seat: "1排2座" } });
    expect(await claim(await member(), id)).toMatchObject({ body: { seat: "1排3座" } });
  });

  test("of twenty who tap one seat at once, one has it", async () => {
    const id = await release({ capacity: 20, units: hall(4, 5) });
    const answers = await Promise.all((await members(20)).map((who) => pick(who, id, "3排3座")));
    const codes = answers.map((answer) => answer.code ?? "granted").sort();
    expect(codes).toEqual(["granted", ...Array(19).fill("release.seat_taken")]);
  });

  test("that does not exist, or a name that is too long, is refused", async () => {
    const id = await release({ capacity: 1, units: hall(1, 1) });
    expect(await pick(ann, id, "9排9座")).toMatchObject({ status: 422, code: "release.no_such_seat" });
    expect((await pick(ann, id, "座".repeat(41))).status).toBe(400);
  });
});

describe("wishes in a window", () => {
  test("seat the winners by the public rule, which everybody can repeat from what is published", async () => {
    const id = await release({ mode: "grab", capacity: 6, units: hall(2, 3) });
    const all = await members(8);
    const leader = all[0] ?? ann;
    const { code } = (await call(leader, "POST", path(id, "party"), { body: {} })).body;
    expect((await call(leader, "POST", path(id, "party"), { body: {} })).body.code).toBe(code);
    for (const [index, who] of all.entries())
      expect(
        await enter(who, id, {
          wishes: index % 2 === 0 ? ["1排2座", "2排2座"] : [],
          ...(index < 2 ? { partyCode: code.toLowerCase() } : {}),
        }),
      ).toMatchObject({ status: 202 });
    expect(await mine(leader, id)).toMatchObject({ wishes: ["1排2座", "2排2座"], partyCode: code });
    await endWindow(id);

    const order = (await call(leader, "GET", path(id, "order"))).body;
    const [{ free, winners }] = order.seating;
    expect(winners).toHaveLength(6);
    const again = seatWinners(
      free,
      winners.map((one: { entry: number; wishes: string[]; party: number | null }) => ({
        ...{ id: String(one.entry), wishes: one.wishes, party: one.party === null ? null : String(one.party) },
      })),
    );
    for (const one of winners) expect(again.get(String(one.entry))).toBe(one.label);
    for (const who of all) {
      const part = await mine(who, id);
      const won = winners.find((one: { entry: number }) => one.entry === part.entryNumber);
      expect(part.seat).toBe(won?.label);
    }
  });

  test("may be changed until the end, and company left: a code is taken back, wishes stay", async () => {
    const id = await release({ mode: "grab", capacity: 4, units: hall(2, 2) });
    const [one, two] = (await members(2)) as [Who, Who];
    const { code } = (await call(one, "POST", path(id, "party"), { body: {} })).body;
    await enter(one, id, { wishes: ["1排2座"], partyCode: code });
    const { entryNumber } = (await enter(two, id, { wishes: ["2排2座"], partyCode: code })).body;
    expect(await mine(two, id)).toMatchObject({ wishes: ["2排2座"], partyCode: code });
    expect(await enter(two, id, { wishes: ["2排1座"] })).toMatchObject({ status: 202 });
    expect(await mine(two, id)).toMatchObject({ wishes: ["2排1座"], partyCode: code });
    expect(await enter(two, id, { partyCode: null })).toMatchObject({ status: 202, body: { entryNumber } });
    expect(await enter(two, id, { wishes: ["1排1座"], entryRevision: 0 })).toMatchObject({
      ...{ status: 409, body: { code: "release.entry_changed" } },
    });
    const alone = await mine(two, id);
    expect(alone).toMatchObject({ wishes: ["2排1座"], entryNumber });
    expect(alone.partyCode).toBeUndefined();
    expect(await mine(one, id)).toMatchObject({ partyCode: code });
    await endWindow(id);
    const { winners } = (await call(one, "GET", path(id, "order"))).body.seating[0];
    expect(winners.find((won: { entry: number }) => won.entry === entryNumber)).toMatchObject({
      ...{ party: null, label: "2排1座" },
    });
  });

  test("are refused for seats that are not there, for more than three, for one twice, for a code of another release, and where there are none", async () => {
    const id = await release({ mode: "grab", capacity: 4, units: hall(2, 2) });
    const other = await release({ mode: "grab", capacity: 4, units: hall(2, 2) });
    const { code } = (await call(ann, "POST", path(other, "party"), { body: {} })).body;
    expect(await enter(ann, id, { wishes: ["7排7座"] })).toMatchObject({ status: 422, code: "release.no_such_seat" });
    expect((await enter(ann, id, { wishes: ["1排1座", "1排2座", "2排1座", "2排2座"] })).status).toBe(400);
    expect((await enter(ann, id, { wishes: ["1排1座", "1排1座"] })).status).toBe(400);
    expect(await enter(ann, id, { partyCode: code })).toMatchObject({ status: 422, code: "release.no_such_party" });
    expect(await enter(ann, await release({ mode: "grab" }), { wishes: [] })).toMatchObject({
      ...{ status: 409, code: "release.no_seats" },
    });
  });
});

describe("acts of the module that owns what is released", () => {
  const system = <T>(work: Parameters<typeof transact<T>>[1]) => transact(server.database.ctx(), work);

  test("award units of the share that is kept for it, before the opening; without one they are refused", async () => {
    const cap = await aCap(server, city.county);
    const shares = [{ title: "定向", award: true as const, units: 1, spillAt: minutes(30) }];
    const id = await release({ capacity: 3, caps: [cap], shares, opensAt: minutes(5) });
    const award = (releaseId: string, who: Who) =>
      system((tx) =>
        awardRelease(tx, releaseId, { awards: [{ personId: who.id, key: uuidv7() }], reason: "困难职工" }),
      );
    expect(await award(id, ann)).toMatchObject([{ outcome: "granted" }]);
    expect(await award(id, ann)).toMatchObject([{ outcome: "sold_out" }]);
    expect(await mine(ann, id)).toMatchObject({ claimState: "active" });
    await expect(award(await release(), bo)).rejects.toMatchObject({ code: "release.no_award_share" });
  });

  test("move it to other times, and take everything back when it does not take place", async () => {
    const cap = await aCap(server, city.county);
    const id = await release({ capacity: 3, caps: [cap], units: hall(1, 3) });
    expect((await pick(ann, id, "1排1座")).status).toBe(201);
    const closesAt = minutes(90);
    await system((tx) => retimeRelease(tx, id, { closesAt, reason: "放映推迟" }));
    await refreshStock(server.runtime);
    await aSecondLater();
    expect((await call(ann, "GET", `/api/releases/${id}`)).body).toMatchObject({ closesAt: closesAt.toISOString() });
    expect(await system((tx) => cancelRelease(tx, id, "设备故障"))).toBe(1);
    await refreshStock(server.runtime);
    expect(await mine(ann, id)).toMatchObject({ claimState: "returned" });
    expect((await claim(ann, await release({ caps: [cap] }))).status).toBe(201);
  });
});

test("dealt seats give every share good and bad ones as the whole has them, each once", () => {
  const seats = Array.from({ length: 12 }, (_, index) => ({ label: `${index}`, best: index }));
  const dealt = dealtSeats(seats, [3, 3]).map((seat) => seat.best);
  expect([...dealt].sort((a, b) => a - b)).toEqual(seats.map((seat) => seat.best));
  const means = [dealt.slice(0, 3), dealt.slice(3, 6), dealt.slice(6)].map(
    (group) => group.reduce((sum, best) => sum + best, 0) / group.length,
  );
  for (const mean of means) expect(Math.abs(mean - 5.5)).toBeLessThan(1.6);
  expect(dealtSeats(seats, [12])).toHaveLength(12);
  expect(dealtSeats(seats, [])).toEqual(seats);
});
