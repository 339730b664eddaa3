import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor, StaffActor } from "#kernel/actor";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { aDecider, aDocument } from "./decisions.builders.ts";
import { insertDecision, type NewDecision } from "./decisions.store.ts";
import { listDecisions, type RecordDecision, recordDecision } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 12 });
});
afterAll(() => database.drop());

const [an, bo, ci] = ["安", "薄", "慈"].map((name) => aDecider(name)) as [StaffActor, StaffActor, StaffActor];
let object: { type: string; id: string };
beforeEach(() => {
  object = { type: "plan", id: uuidv7() };
});

const decide = (actor: Actor, step: string, given: Partial<RecordDecision> = {}) =>
  transact(database.ctx(actor), (tx) =>
    recordDecision(tx, { object, node: "1", revision: 1, step, verdict: "passed", distinctFrom: [], ...given }),
  );
const history = (actor: Actor = an) => transact(database.ctx(actor), (tx) => listDecisions(tx.db, object));

describe("a decision", () => {
  test("is kept with who, what, why and the document, and written to the audit", async () => {
    const fileId = await aDocument(database.ctx());
    await decide(an, "handed_in");
    await decide(bo, "checked", { note: " 见纪要 ", fileId, distinctFrom: ["handed_in"] });
    expect(await history()).toMatchObject([
      { step: "handed_in", verdict: "passed", by: { id: an.accountId, name: "安" }, file: null },
      { step: "checked", note: "见纪要", by: { name: "薄" }, file: { id: fileId, name: "纪要.pdf", bytes: 10 } },
    ]);
    const { rows } = await transact(database.ctx(), (tx) =>
      sql<{ actor: string; detail: object }>`select actor, payload::jsonb as detail from kernel.audit_record
        where action = 'decision.recorded' and object_id = ${object.id} order by seq`.execute(tx.db),
    );
    expect(rows).toMatchObject([
      { actor: `staff:${an.accountId}`, detail: { step: "handed_in", file: false } },
      { actor: `staff:${bo.accountId}`, detail: { step: "checked", verdict: "passed", revision: 1, file: true } },
    ]);
  });

  test("is refused to one person in two steps that must differ, and nothing is written", async () => {
    await decide(an, "handed_in");
    await expect(decide(an, "checked", { distinctFrom: ["handed_in"] })).rejects.toMatchObject({
      ...{ status: 403, code: "decisions.same_person", params: { step: "handed_in" } },
    });
    expect(await history()).toHaveLength(1);
  });

  test("is refused to whoever had a hand in the thing", async () => {
    await expect(decide(an, "checked", { notBy: [an.accountId] })).rejects.toMatchObject({
      code: "decisions.same_person",
    });
  });

  test("of the same step and revision comes once; after a no comes a new revision", async () => {
    await decide(an, "handed_in");
    await expect(decide(bo, "handed_in")).rejects.toMatchObject({ status: 409, code: "decisions.already_decided" });
    await expect(decide(bo, "checked", { verdict: "refused" })).rejects.toMatchObject({
      code: "decisions.note_missing",
    });
    await decide(bo, "checked", { verdict: "refused", note: "太贵" });
    await expect(decide(ci, "approved")).rejects.toMatchObject({ code: "decisions.already_refused" });
    await decide(an, "handed_in", { revision: 2 });
    await expect(decide(ci, "approved")).rejects.toMatchObject({ code: "decisions.superseded" });
    await decide(bo, "checked", { revision: 2, distinctFrom: ["handed_in"] });
  });

  test("needs a member of staff, and a document that is still loose", async () => {
    await expect(decide({ kind: "system", name: "test" }, "checked")).rejects.toMatchObject({ status: 403 });
    const fileId = await aDocument(database.ctx());
    await decide(an, "handed_in", { fileId });
    await expect(decide(bo, "checked", { fileId })).rejects.toMatchObject({ code: "files.not_usable" });
    expect(await history()).toHaveLength(1);
  });

  test("is seen in its organisation and above, nowhere else", async () => {
    await decide(an, "handed_in", { node: "1" });
    expect(await history(aDecider("别处", "2"))).toEqual([]);
    await expect(decide(aDecider("别处", "2"), "checked")).rejects.toThrow(/row-level security/);
  });
});

describe("at once", () => {
  test("of two who answer the same step one wins, the other finds the answer", async () => {
    for (let round = 0; round < 10; round++) {
      object = { type: "plan", id: uuidv7() };
      const answers = await Promise.allSettled([
        decide(bo, "checked"),
        decide(ci, "checked", { verdict: "refused", note: "不行" }),
      ]);
      expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
      const [lost] = answers.filter((answer) => answer.status === "rejected");
      expect(lost?.reason).toMatchObject({ status: 409, code: "decisions.already_decided" });
      expect(await history()).toHaveLength(1);
    }
  });

  test("one person with two phones does not pass two steps", async () => {
    for (let round = 0; round < 10; round++) {
      object = { type: "plan", id: uuidv7() };
      const answers = await Promise.allSettled([
        decide(bo, "checked", { distinctFrom: ["approved"] }),
        decide(bo, "approved", { distinctFrom: ["checked"] }),
      ]);
      expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(await history()).toHaveLength(1);
    }
  });
});

describe("the database itself", () => {
  const insert = (given: Partial<NewDecision>) =>
    transact(database.ctx(), (tx) =>
      insertDecision(tx.db, {
        ...{ id: uuidv7(), object, node: "1", revision: 1, step: "checked", verdict: "passed", note: "", fileId: null },
        ...{ by: { id: an.accountId, name: "安" }, distinctFrom: [], notBy: [] },
        ...given,
      }),
    );

  test.each<[string, Partial<NewDecision>, object]>([
    ["the same person in a step that must differ", { distinctFrom: ["handed_in"] }, { code: "GD001" }],
    ["the same person in a step that asked for others", { step: "approved" }, { code: "GD001" }],
    ["whoever had a hand in it", { step: "other", notBy: [an.accountId] }, { code: "23514" }],
    ["the same step twice", { step: "handed_in", by: { id: bo.accountId, name: "薄" } }, { code: "23505" }],
    ["a no without a word", { step: "other", verdict: "refused" }, { code: "23514" }],
    ["a revision that was replaced", { step: "other" }, { code: "GD003" }],
  ])("refuses %s", async (name, given, error) => {
    await insert({ step: "handed_in", distinctFrom: ["approved"] });
    if (name.includes("replaced")) await insert({ step: "handed_in", revision: 2 });
    await expect(insert(given)).rejects.toMatchObject(error);
  });

  test("refuses anything after a no, and any change of what was decided", async () => {
    await insert({ verdict: "refused", note: "不行" });
    await expect(insert({ step: "approved", by: { id: bo.accountId, name: "薄" } })).rejects.toMatchObject({
      code: "GD002",
    });
    for (const change of [sql`update decisions.decision set note = ''`, sql`delete from decisions.decision`])
      await expect(transact(database.ctx(), (tx) => change.execute(tx.db))).rejects.toThrow(/permission denied/);
  });
});
