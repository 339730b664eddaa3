import { describe, expect, test } from "vitest";
import { uuidv7 } from "#kernel/ids";
import { returnClaim } from "./claims.ts";
import { aDeskRoom, claim, counted } from "./grab-desk.builders.ts";
import { closeQuota } from "./quotas.ts";
import { act, aPaidQuota, aQuota, asOwner, factsOf, moneyOf, persons, without } from "./stock.builders.ts";
import type { ClaimOutcome } from "./stock.types.ts";

const { database, openDesks, one } = await aDeskRoom();

describe("several desks on one database", () => {
  test("give exactly what there is, numbered without gaps, with one posting per unit's worth", async () => {
    const { id, sourceId } = await aPaidQuota(database, { capacity: 137 });
    const four = await openDesks(4, 20);
    const outcomes = await Promise.all(persons(600).map((who, index) => four[index % 4]?.claim(claim(id, who))));
    const granted = (outcomes as ClaimOutcome[]).flatMap((o) => ("number" in o ? [o.number] : []));
    expect(granted.sort((a, b) => a - b)).toEqual(Array.from({ length: 137 }, (_, index) => index + 1));
    expect(counted(outcomes as ClaimOutcome[])).toEqual({ granted: 137, sold_out: 463 });
    expect(await factsOf(database, id)).toMatchObject({ taken: 137, active: 137, held: 0 });
    expect(await moneyOf(database, sourceId, id)).toMatchObject({ set_aside: 0, issued: 13_700 });
  });

  test("negative control: without the quota's lock more is given than there is, or the constraint must refuse", async () => {
    const undo = await without(database, "stock.claim_batch", "where id = p_quota for update", "where id = p_quota");
    // The check constraint is the last wall; it goes too, to see what the lock alone prevents.
    await asOwner(database, "alter table stock.quota drop constraint quota_never_oversold");
    await asOwner(database, "drop index stock.claim_number");
    try {
      const four = await openDesks(4, 5);
      let over = 0;
      for (let round = 0; round < 30 && over === 0; round++) {
        const id = await aQuota(database, { capacity: 20 });
        await Promise.allSettled(persons(200).map((who, index) => four[index % 4]?.claim(claim(id, who))));
        over = (await factsOf(database, id)).active - 20;
      }
      expect(over).toBeGreaterThan(0);
    } finally {
      await undo();
      await asOwner(
        database,
        "delete from stock.claim c using stock.quota q where q.id = c.quota_id and q.taken > q.capacity",
      );
      await asOwner(database, "update stock.quota set taken = least(taken, capacity)");
      await asOwner(
        database,
        "delete from stock.claim where ctid <> all (select min(ctid) from stock.claim group by quota_id, number)",
      );
      await asOwner(
        database,
        "alter table stock.quota add constraint quota_never_oversold check (taken + held <= capacity)",
      );
      await asOwner(
        database,
        "create unique index claim_number on stock.claim (quota_id, number) where number is not null",
      );
    }
  });

  test("one key sent everywhere at once is one claim with one answer", async () => {
    const id = await aQuota(database, { capacity: 50 });
    const four = await openDesks(4);
    const [who] = persons(1);
    const key = uuidv7();
    const outcomes = (await Promise.all(
      Array.from({ length: 100 }, (_, index) => four[index % 4]?.claim(claim(id, who ?? "", key))),
    )) as ClaimOutcome[];
    const answers = new Set(
      outcomes.map((o) => ("claimId" in o ? `${o.claimId} ${o.number} ${o.grantedAt.toJSON()}` : o.outcome)),
    );
    expect(answers.size).toBe(1);
    expect((await factsOf(database, id)).taken).toBe(1);
  });

  test("one key sent to two quotas at once is one claim, and nobody else in the batches is hurt", async () => {
    const two = await openDesks(2);
    for (let round = 0; round < 10; round++) {
      const [here, there] = [
        await aQuota(database, { capacity: 100, node: "1.2" }),
        await aQuota(database, { capacity: 100, node: "1.3" }),
      ];
      const requests = persons(40).map((personId) => ({ personId, key: uuidv7() }));
      const outcomes = (await Promise.all([
        ...requests.map((r) => two[0]?.claim({ ...r, quotaId: here })),
        ...[...requests].reverse().map((r) => two[1]?.claim({ ...r, quotaId: there })),
      ])) as ClaimOutcome[];
      expect(counted(outcomes)).toEqual({ granted: 40, key_reused: 40 });
      expect((await factsOf(database, here)).taken + (await factsOf(database, there)).taken).toBe(40);
    }
  });
});

describe("a key", () => {
  test("means the same claim for ever, also after it was returned, when all is gone and after closing", async () => {
    const id = await aQuota(database, { capacity: 1 });
    const desk = await one();
    const [ann = "", bo = ""] = persons(2);
    const request = claim(id, ann);
    const first = await desk.claim(request);
    if (!("claimId" in first)) throw new Error(first.outcome);
    const again = { ...first, outcome: "replay" };
    expect(await desk.claim(request)).toEqual(again);
    await act(database, (tx) => returnClaim(tx, first.claimId, { reason: "member" }));
    await desk.snapshots.refresh();
    expect(await desk.claim(request)).toEqual(again);
    expect(await desk.claim(claim(id, bo))).toMatchObject({ outcome: "granted", number: 2 });
    await desk.snapshots.refresh();
    expect(await desk.claim(request)).toEqual(again);
    await act(database, (tx) => closeQuota(tx, id));
    await desk.snapshots.refresh();
    expect(await desk.claim(request)).toEqual(again);
  });

  test("of another person is useless, and of another quota is refused", async () => {
    const [id, other] = [await aQuota(database), await aQuota(database, { node: "7" })];
    const desk = await one();
    const [ann = "", bo = ""] = persons(2);
    const key = uuidv7();
    const first = await desk.claim(claim(id, ann, key));
    const theirs = await desk.claim(claim(id, bo, key));
    if (!("claimId" in first) || !("claimId" in theirs)) throw new Error("both are granted");
    expect(theirs.claimId).not.toBe(first.claimId);
    expect(await desk.claim(claim(other, ann, key))).toEqual({ outcome: "key_reused" });
  });

  test("of a share's claim answers on what is for everybody, and the other way", async () => {
    const root = await aQuota(database, { capacity: 1 });
    const share = await aQuota(database, { capacity: 1, parentId: root, waitingList: false });
    const desk = await one();
    const [ann = "", bo = ""] = persons(2);
    const [inShare, inRoot] = [claim(share, ann), claim(root, bo)];
    const first = await desk.claim(inShare);
    expect(await desk.claim({ ...inShare, quotaId: root })).toEqual({ ...first, outcome: "replay" });
    const second = await desk.claim(inRoot);
    expect(await desk.claim({ ...inRoot, quotaId: share })).toEqual({ ...second, outcome: "replay" });
  });
});
