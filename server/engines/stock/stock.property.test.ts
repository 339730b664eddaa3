import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { Problem } from "#kernel/problem";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import {
  confirmHold,
  holdUnit,
  leaveWaitingList,
  redeemClaim,
  releaseHold,
  returnClaim,
  undoRedemption,
} from "./claims.ts";
import { closeQuota, pauseQuota, resumeQuota, topUp } from "./quotas.ts";
import { reissueRedeemed, voidRedeemed } from "./redeemed-claims.ts";
import {
  aCap,
  act,
  aPaidQuota,
  asOwner,
  asOwnerRows,
  factsOf,
  moneyOf,
  persons,
  quotaRow,
  without,
} from "./stock.builders.ts";
import { type Command, Model } from "./stock.model.ts";
import { joinWaitingList } from "./waiting-list.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 32 });
});
afterAll(() => database.drop());

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007);
const people = 4;
const person = fc.nat({ max: people - 1 });
const claim = fc.nat({ max: 12 });
const one = <Act extends string>(...acts: Act[]) => fc.constantFrom(...acts);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 40, arbitrary: fc.record({ do: one("claim"), person, key: fc.nat({ max: 5 }) }) },
  { weight: 30, arbitrary: fc.record({ do: one("hold", "wait", "wait", "leave"), person }) },
  {
    weight: 50,
    arbitrary: fc.record({
      do: one(
        "return",
        "return",
        "redeem",
        "redeem",
        "undo",
        "void",
        "reissue",
        "lapse",
        "confirm",
        "confirm",
        "decline",
      ),
      claim,
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: one("topUp"), units: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 5, arbitrary: fc.record({ do: one("pause", "resume", "resume") }) },
  { weight: 1, arbitrary: fc.record({ do: one("close") }) },
);

/** A quota with its people, and the claims in the order in which they came to be. */
interface Scene {
  quotaId: string;
  sourceId: string;
  cap: string;
  persons: string[];
  keys: Map<string, string>;
  claims: string[];
}

async function aScene(cap: string, capacity = 3): Promise<Scene> {
  const { id, sourceId } = await aPaidQuota(database, { capacity, caps: [cap] });
  return { quotaId: id, sourceId, cap, persons: persons(people), keys: new Map(), claims: [] };
}

async function batch(scene: Scene, who: string, given: string): Promise<string> {
  const key = scene.keys.get(`${who}${given}`) ?? uuidv7();
  scene.keys.set(`${who}${given}`, key);
  const { rows } = await database.pool.query("select * from stock.claim_batch($1, '1', 'test', $2, $3, $4)", [
    scene.quotaId,
    [who],
    [key],
    [uuidv7()],
  ]);
  if (rows[0].outcome === "granted") scene.claims.push(rows[0].claim_id);
  return rows[0].outcome;
}

/** Does to the engine what the model is asked; a refusal is an answer, anything else a fault. */
async function obey(scene: Scene, command: Command): Promise<string> {
  const { quotaId } = scene;
  const who = "person" in command ? (scene.persons[command.person] ?? "") : "";
  const id = "claim" in command ? scene.claims[command.claim] : undefined;
  if ("claim" in command && id === undefined) return "nothing";
  const claimId = id ?? "";
  const remember = async (made: Promise<{ id: string }>) => {
    const { id: known } = await made;
    if (!scene.claims.includes(known)) scene.claims.push(known);
  };
  const acts: Record<Exclude<Command["do"], "claim" | "lapse">, (tx: Tx) => Promise<unknown>> = {
    hold: (tx) => remember(holdUnit(tx, { quotaId, personId: who })),
    wait: (tx) => remember(joinWaitingList(tx, { quotaId, personId: who })),
    leave: (tx) => leaveWaitingList(tx, { quotaId, personId: who }),
    return: (tx) => returnClaim(tx, claimId, { reason: "member" }),
    redeem: (tx) => redeemClaim(tx, claimId),
    undo: (tx) => undoRedemption(tx, claimId),
    void: (tx) => voidRedeemed(tx, claimId, { reason: "test" }),
    reissue: (tx) => reissueRedeemed(tx, claimId, { validUntil: new Date(Date.now() + 3_600_000) }),
    confirm: (tx) => confirmHold(tx, claimId),
    decline: (tx) => releaseHold(tx, claimId, "declined"),
    topUp: (tx) => topUp(tx, quotaId, "units" in command ? command.units : 1),
    pause: (tx) => pauseQuota(tx, quotaId),
    resume: (tx) => resumeQuota(tx, quotaId),
    close: (tx) => closeQuota(tx, quotaId),
  };
  try {
    if (command.do === "claim") return await batch(scene, who, String(command.key));
    if (command.do === "lapse") return await lapseOne(scene, claimId);
    await act(database, acts[command.do]);
    return "done";
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

async function lapseOne({ quotaId }: Scene, claimId: string): Promise<string> {
  await asOwner(database, "update stock.claim set valid_until = clock_timestamp() where id = $1 and state = 'active'", [
    claimId,
  ]);
  await database.pool.query("select stock.lapse($1, 10, 'test')", [quotaId]);
  return "done";
}

/** Counters, claims, caps and money agree with each other, whatever was asked. */
async function assertSound({ quotaId, sourceId, cap }: Scene): Promise<void> {
  const facts = await factsOf(database, quotaId);
  expect(facts.taken).toBe(facts.active + facts.redeemed + facts.lapsed);
  const [counted] = await asOwnerRows<{ held: number; numbered: number; numbers: number }>(
    database,
    "select count(*) filter (where state = 'held')::integer as held, count(number)::integer as numbered, coalesce(max(number), 0) as numbers from stock.claim where quota_id = $1",
    [quotaId],
  );
  expect(facts.held).toBe(counted?.held);
  expect(facts.taken + facts.held).toBeLessThanOrEqual(facts.capacity);
  // Claims ever active are those taken and those returned, numbered without gaps.
  expect([counted?.numbered, counted?.numbers]).toEqual([facts.taken + facts.returned, facts.taken + facts.returned]);
  const wrong = await asOwnerRows(
    database,
    `select u.person_id from stock.cap_use u where u.cap_id = $1 and u.used <> (select count(*) from stock.claim c
       join stock.quota_cap qc on qc.quota_id = c.quota_id and qc.cap_id = u.cap_id
       where c.person_id = u.person_id and c.state in ('held', 'active', 'redeemed', 'lapsed'))`,
    [cap],
  );
  expect(wrong).toEqual([]);
  const money = await moneyOf(database, sourceId, quotaId);
  const free = (await quotaRow(database, quotaId)).state === "closed" ? 0 : facts.capacity - facts.taken - facts.held;
  expect((money?.set_aside ?? 0) + (money?.returned ?? 0)).toBe(free * 100);
  expect([money?.held, money?.issued, money?.redeemed, money?.lapsed]).toEqual(
    [facts.held, facts.active, facts.redeemed, facts.lapsed].map((n) => n * 100),
  );
}

async function statesOf({ claims }: Scene) {
  const rows = await asOwnerRows<{ id: string; state: string; number: number | null }>(
    database,
    "select id, state, number from stock.claim where id = any ($1)",
    [claims],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return claims.map((id) => [byId.get(id)?.state, byId.get(id)?.number ?? null]);
}

const againstModel = () =>
  fc.asyncProperty(fc.array(command, { minLength: 10, maxLength: 60 }), async (commands) => {
    const scene = await aScene(await aCap(database, { maxUnits: 2 }));
    const model = new Model(3, 2);
    for (const asked of commands) expect([asked, await obey(scene, asked)]).toEqual([asked, model.obey(asked)]);
    expect(await quotaRow(database, scene.quotaId)).toMatchObject({
      capacity: model.capacity,
      taken: model.taken,
      held: model.held,
      state: model.state,
    });
    expect(await statesOf(scene)).toEqual(model.claims.map((one) => [one.state, one.number ?? null]));
    await assertSound(scene);
  });

describe(`whatever is asked of a quota (seed ${seed})`, () => {
  test("the engine answers as the model does, and has the same in the end", async () => {
    await fc.assert(againstModel(), { seed, numRuns: 25 });
  });

  test("negative control: an engine that counts claims wrongly is found out", async () => {
    const undo = await without(
      database,
      "stock.claim_batch",
      "set taken = taken + cardinality(v_granted),",
      "set taken = taken,",
    );
    try {
      expect((await fc.check(againstModel(), { seed, numRuns: 25, endOnFailure: true })).failed).toBe(true);
    } finally {
      await undo();
    }
  });

  test("with 24 clients at once on two quotas under one cap everything still agrees", async () => {
    const clients = fc.array(fc.array(command, { minLength: 4, maxLength: 8 }), { minLength: 24, maxLength: 24 });
    const property = fc.asyncProperty(clients, async (lists) => {
      const cap = await aCap(database, { maxUnits: 3 });
      const first = await aScene(cap, 6);
      const second = { ...(await aScene(cap, 6)), persons: first.persons };
      await Promise.all(
        lists.map(async (list, index) => {
          for (const asked of list) await obey(index % 2 === 0 ? first : second, asked);
        }),
      );
      await assertSound(first);
      await assertSound(second);
    });
    await fc.assert(property, { seed, numRuns: 4, endOnFailure: true });
  });
});
