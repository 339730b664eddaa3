import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { uuidv7 } from "#kernel/ids";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { seatWinners } from "#wire/seating";
import { returnClaim } from "./claims.ts";
import type { GrabDesk } from "./grab-desk.ts";
import { aHallWithShare, assertSeated, hallOf } from "./hall.builders.ts";
import { changeSeats, moveSeat, swapSeats } from "./seats.ts";
import * as made from "./stock.builders.ts";
import { findClaim } from "./stock.store.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 20 });
});
afterAll(() => database.drop());

const { act, aCap, aClaim, aDesk, aQuota, aWindow, asOwnerRows, endWindow, persons, refused, serveNow, without } = made;
const [anna = "", bela = "", carl = ""] = persons(3);

/** The seat of each of these persons in one quota. */
async function seatsOf(quotaId: string) {
  const rows = await asOwnerRows<{ person: string; label: string }>(
    database,
    "select person_id as person, unit_label as label from stock.claim where quota_id = $1 and state in ('active', 'held')",
    [quotaId],
  );
  return Object.fromEntries(rows.map((row) => [row.person, row.label]));
}
const claimOf = async (claimId: string) => act(database, (tx) => findClaim(tx.db, claimId));

/** Entries with this wish wait behind a lock until they are let go. */
async function holdUp(wish: string) {
  const client = await database.pool.connect();
  await client.query("select pg_advisory_lock(1)");
  const wait = `if p_wishes = array['${wish}'] then perform pg_advisory_xact_lock(1); end if; if v_refusal is null then`;
  const undo = await without(database, "stock.enter_batch", "if v_refusal is null then", wait);
  const waiting = "select 1 from pg_locks where locktype = 'advisory' and not granted";
  return {
    arrived: () => vi.waitFor(async () => expect((await client.query(waiting)).rowCount).toBe(1)),
    letGo: async () => {
      await client.query("select pg_advisory_unlock(1)");
      client.release();
      await undo();
    },
  };
}

describe("the winners of a window", () => {
  test("sit by the public rule: whoever has what is published seats them alike", async () => {
    const units = hallOf(2, 4);
    const window = await aWindow(database, { capacity: 8, units });
    const desk = await aDesk(database);
    const party = uuidv7();
    const wishes = [["1-1", "2-4"], ["1-1"], [], ["2-4", "1-1", "1-2"], [], [], ["2-3"], ["2-3"], [], []];
    for (const [index, personId] of persons(10).entries())
      await desk.enter({
        quotaId: window,
        personId,
        wishes: wishes[index] ?? [],
        ...(index % 4 === 0 ? { party } : {}),
      });
    await desk.stop();
    await endWindow(database, window);
    expect(await serveNow(database, window)).toBe(8);

    await assertSeated(
      database,
      [window],
      units.map((seat) => seat.label),
    );
    const [kept] = await asOwnerRows<{
      free: never[];
      winners: { entry: number; wishes: string[]; party: number | null; label: string }[];
    }>(database, "select free, winners from stock.seating where quota_id = $1", [window]);
    const again = (kept?.winners ?? []).map(({ entry, wishes: wished, party: company }) => ({
      ...{ id: String(entry), wishes: wished, party: company === null ? null : String(company) },
    }));
    expect(again).toHaveLength(8);
    expect(Object.fromEntries(seatWinners(kept?.free ?? [], again))).toEqual(
      Object.fromEntries(kept?.winners.map(({ entry, label }) => [String(entry), label]) ?? []),
    );
    const given = await asOwnerRows<{ entry: number; label: string }>(
      database,
      `select e.number as entry, c.unit_label as label from stock.claim c join stock.entry e
        on e.quota_id = c.quota_id and e.person_id = c.person_id where c.quota_id = $1 order by c.number`,
      [window],
    );
    expect(kept?.winners.map(({ entry, label }) => ({ entry, label }))).toEqual(given);
  });

  test("of a share sit on its seats, whatever they wished of the rest", async () => {
    const root = await aWindow(database, { capacity: 1, units: hallOf(1, 1) });
    const own = [{ label: "轮1", row: 9, col: 1, best: 1 }];
    const share = await aWindow(database, { capacity: 1, units: own, parentId: root });
    const desk = await aDesk(database);
    await desk.enter({ quotaId: root, personId: anna, shareId: share, wishes: ["1-1"] });
    await desk.enter({ quotaId: root, personId: bela, wishes: ["轮1"] });
    await desk.stop();
    await endWindow(database, root);
    await serveNow(database, root);
    expect(await seatsOf(share)).toEqual({ [anna]: "轮1" });
    expect(await seatsOf(root)).toEqual({ [bela]: "1-1" });
  });

  test("may change their wishes until its end; entering again without saying any leaves them", async () => {
    const window = await aWindow(database, { capacity: 3, units: hallOf(1, 3) });
    const desk = await aDesk(database);
    const first = await desk.enter({ quotaId: window, personId: anna, wishes: ["1-2"] });
    const again = { ...first, revision: 1 };
    expect(await desk.enter({ quotaId: window, personId: anna, wishes: ["1-3"] })).toEqual(again);
    expect(await desk.enter({ quotaId: window, personId: anna })).toEqual(again);
    await desk.stop();
    await endWindow(database, window);
    await serveNow(database, window);
    expect(await seatsOf(window)).toEqual({ [anna]: "1-3" });
  });

  test("sit by what they said last, also when what they said before was held up on its way", async () => {
    const window = await aWindow(database, { capacity: 3, units: hallOf(1, 3) });
    const [first, second] = [await aDesk(database), await aDesk(database)];
    const say = (desk: GrabDesk, wish: string, follows: number) =>
      desk.enter({ quotaId: window, personId: anna, wishes: [wish], follows });
    const held = await holdUp("1-2");
    const before = say(first, "1-2", 0);
    await held.arrived();
    expect(await say(second, "1-1", 0)).toMatchObject({ outcome: "entered", revision: 1 });
    expect(await say(second, "1-1", 0)).toMatchObject({ outcome: "entered", revision: 1 });
    expect(await say(second, "1-3", 1)).toMatchObject({ outcome: "entered", revision: 2 });
    await held.letGo();
    expect(await before).toEqual({ outcome: "entry_changed", isChange: true });
    await endWindow(database, window);
    await second.snapshots.refresh();
    expect(await say(second, "1-3", 1)).toMatchObject({ outcome: "entered" });
    expect(await say(second, "1-1", 2)).toEqual({ outcome: "entry_closed", isChange: true });
    for (const desk of [first, second]) await desk.stop();
    await serveNow(database, window);
    expect(await seatsOf(window)).toEqual({ [anna]: "1-3" });
    const noted = "select 1 from stock.refusal where quota_id = $1";
    expect(await asOwnerRows(database, noted, [window])).toEqual([]);
  });
});

describe("a first-come request", () => {
  test("gets the seat that it names and says which; without a name the best free one", async () => {
    const quotaId = await aQuota(database, { capacity: 4, units: hallOf(2, 2) });
    const desk = await aDesk(database);
    expect(await desk.claim({ quotaId, personId: anna, key: uuidv7(), pick: "2-2" })).toMatchObject({ label: "2-2" });
    expect(await desk.claim({ quotaId, personId: bela, key: uuidv7() })).toMatchObject({ label: "1-1" });
    expect(await desk.claim({ quotaId, personId: carl, key: uuidv7(), pick: "9-9" })).toEqual({
      outcome: "no_such_seat",
    });
    await desk.stop();
  });

  test("for a seat that is taken has no effect: the same key takes another one, and a repeat gets that", async () => {
    const cap = await aCap(database);
    const quotaId = await aQuota(database, { capacity: 2, units: hallOf(1, 2), caps: [cap] });
    const desk = await aDesk(database);
    const key = uuidv7();
    await desk.claim({ quotaId, personId: anna, key: uuidv7(), pick: "1-1" });
    expect(await desk.claim({ quotaId, personId: bela, key, pick: "1-1" })).toEqual({ outcome: "seat_taken" });
    const given = await desk.claim({ quotaId, personId: bela, key, pick: "1-2" });
    expect(given).toMatchObject({ outcome: "granted", label: "1-2" });
    expect(await desk.claim({ quotaId, personId: bela, key, pick: "1-1" })).toMatchObject({
      outcome: "replay",
      label: "1-2",
    });
    await desk.stop();
  });

  test("of many for one seat, at two desks at once, one gets it and the others hear that it is taken", async () => {
    const quotaId = await aQuota(database, { capacity: 60, units: hallOf(6, 10) });
    const desks = [await aDesk(database), await aDesk(database)];
    const outcomes = await Promise.all(
      persons(120).map((personId, index) =>
        desks[index % 2]?.claim({ quotaId, personId, key: uuidv7(), pick: `1-${1 + (index % 10)}` }),
      ),
    );
    for (const desk of desks) await desk.stop();
    const words = Map.groupBy(outcomes, (outcome) => outcome?.outcome);
    expect([words.get("granted")?.length, words.get("seat_taken")?.length]).toEqual([10, 110]);
    await assertSeated(
      database,
      [quotaId],
      hallOf(6, 10).map((seat) => seat.label),
    );
  });

  test("negative control: without looking whether the seat is free, the act fails instead of seating two on one", async () => {
    const undo = await made.without(database, "stock.claim_batch", "u.claim_id is not null or n.nth > 1", "false");
    const quotaId = await aQuota(database, { capacity: 4, units: hallOf(2, 2) });
    const desk = await aDesk(database);
    try {
      await desk.claim({ quotaId, personId: anna, key: uuidv7(), pick: "1-1" });
      await expect(desk.claim({ quotaId, personId: bela, key: uuidv7(), pick: "1-1" })).rejects.toThrow(
        "no free numbered unit",
      );
    } finally {
      await desk.stop();
      await undo();
    }
  });
});

describe("who has a seat", () => {
  test("moves to a free one, keeps theirs when it is taken, and two exchange theirs", async () => {
    const quotaId = await aQuota(database, { capacity: 3, units: hallOf(1, 3) });
    const [mine, theirs] = [await aClaim(database, quotaId, anna), await aClaim(database, quotaId, bela)];
    expect(await refused(act(database, (tx) => moveSeat(tx, mine, "1-2")))).toBe("stock.seat_taken");
    expect(await refused(act(database, (tx) => moveSeat(tx, mine, "7-7")))).toBe("stock.no_such_seat");
    await act(database, (tx) => moveSeat(tx, mine, "1-3"));
    await act(database, (tx) => swapSeats(tx, mine, theirs));
    expect(await seatsOf(quotaId)).toEqual({ [anna]: "1-2", [bela]: "1-3" });
    await act(database, (tx) => returnClaim(tx, theirs, { reason: "member" }));
    expect(await refused(act(database, (tx) => moveSeat(tx, theirs, "1-1")))).toBe("stock.claim_not_active");
    await assertSeated(database, [quotaId], ["1-1", "1-2", "1-3"]);
  });

  test("two who move to one free seat at once: one has it, the other stays", async () => {
    const quotaId = await aQuota(database, { capacity: 3, units: hallOf(1, 3) });
    const claims = [await aClaim(database, quotaId, anna), await aClaim(database, quotaId, bela)];
    const codes = await Promise.all(claims.map((id) => refused(act(database, (tx) => moveSeat(tx, id, "1-3")))));
    expect(codes.sort()).toEqual(["done", "stock.seat_taken"]);
    await assertSeated(database, [quotaId], ["1-1", "1-2", "1-3"]);
  });
});

describe("a hall that is changed after tickets were given", () => {
  test("keeps who can stay, seats the others on the best free seats, and tells who sits elsewhere now", async () => {
    const { root, share } = await aHallWithShare(database, 3, 2);
    const mine = await aClaim(database, share, anna); // 1-1
    const theirs = await aClaim(database, root, bela); // 2-1
    const seats = [...hallOf(3, 2).slice(2), { label: "3-3", row: 3, col: 3, best: 5 }];
    const moved = await act(database, (tx) => changeSeats(tx, root, seats));
    expect(moved).toEqual([{ claimId: mine, personId: anna, from: "1-1", to: "3-3" }]);
    expect((await claimOf(theirs))?.unitLabel).toBe("2-1");
    await assertSeated(
      database,
      [root, share],
      seats.map((seat) => seat.label),
    );
  });

  test("is refused when fewer seats are left than people who have one; nothing has changed", async () => {
    const quotaId = await aQuota(database, { capacity: 3, units: hallOf(1, 3) });
    for (const person of [anna, bela, carl]) await aClaim(database, quotaId, person);
    const work = act(database, (tx) => changeSeats(tx, quotaId, hallOf(1, 2)));
    await expect(work).rejects.toMatchObject({ code: "stock.too_few_seats", params: { seats: 2, holders: 3 } });
    await assertSeated(database, [quotaId], ["1-1", "1-2", "1-3"]);
  });

  test("offers what is new to those who wait", async () => {
    const quotaId = await aQuota(database, { capacity: 1, units: hallOf(1, 1) });
    await aClaim(database, quotaId, anna);
    const { joinWaitingList } = await import("./waiting-list.ts");
    await act(database, (tx) => joinWaitingList(tx, { quotaId, personId: bela }));
    await act(database, (tx) => changeSeats(tx, quotaId, hallOf(1, 2)));
    expect(await seatsOf(quotaId)).toEqual({ [anna]: "1-1", [bela]: "1-2" });
  });
});
