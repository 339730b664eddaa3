import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../actor.ts";
import { systemClock } from "../clock.ts";
import { transact } from "../context.ts";
import { type App, buildHttp } from "../http/http.ts";
import { uuidv7 } from "../ids.ts";
import { insertNode } from "../nodes.store.ts";
import { defineDuty } from "../policy.ts";
import { temporarySecrets } from "../secrets/secrets.ts";
import { insertAccount } from "../sign-in/staff-accounts.store.ts";
import { type TestDatabase, testDatabase } from "../testing.ts";
import { auditRoutes } from "./audit.routes.ts";
import { record } from "./audit.ts";
import { makeCheckpoint } from "./audit-checkpoints.ts";
import { registerAuditNames } from "./audit-names.ts";

defineDuty("test_auditor", ["audit.read"]);
defineDuty("test_clerk", ["thing.write"]);

let database: TestDatabase;
let app: App;
beforeAll(async () => {
  database = await testDatabase();
  const findActor = (_entrance: string, token: string): Actor => ({
    ...{ kind: "staff", sessionId: "s", accountId: "a", name: "x" },
    // A token here says the duties: "test_auditor@1.2 test_clerk@3".
    duties: decodeURIComponent(token)
      .split(" ")
      .map((held) => ({ duty: held.split("@")[0] ?? "", path: held.split("@")[1] ?? "" })),
  });
  app = await buildHttp({
    db: database.db,
    clock: systemClock,
    log: pino({ level: "silent" }),
    findActor,
    strictAnswers: true,
  });
  auditRoutes(app);
  for (let n = 0; n < 10; n++)
    await transact(database.ctx(), (tx) =>
      record(tx, {
        node: n < 5 ? "1.2" : "1.3",
        action: n % 2 === 0 ? "thing.made" : "thing.ended",
        object: { type: "thing", id: `${n}` },
        detail: { n },
      }),
    );
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const get = async (url: string, duties?: string) => {
  const headers = duties === undefined ? {} : { cookie: `gh_staff=${encodeURIComponent(duties)}` };
  const answer = await app.inject({ url, headers });
  return { status: answer.statusCode, body: answer.json() };
};
const ids = (body: { items: { objectId: string }[] }) => body.items.map((item) => item.objectId);

describe("reading the audit", () => {
  test("needs a sign-in and the duty", async () => {
    expect((await get("/api/audit")).status).toBe(401);
    expect((await get("/api/audit", "test_clerk@1")).status).toBe(403);
    expect((await get("/api/audit/state", "test_clerk@1")).status).toBe(403);
  });

  test("shows the auditor's own subtree, newest first, in pages without gaps", async () => {
    expect(ids((await get("/api/audit", "test_auditor@1.2")).body)).toEqual(["4", "3", "2", "1", "0"]);
    const seen: string[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const page: { next: string | null; items: { objectId: string }[] } = (
        await get(`/api/audit?limit=3${after === "" ? "" : `&after=${encodeURIComponent(after)}`}`, "test_auditor@1")
      ).body;
      seen.push(...ids(page));
      after = page.next;
    }
    expect(seen).toEqual(["9", "8", "7", "6", "5", "4", "3", "2", "1", "0"]);
  });

  test("another duty elsewhere does not widen it", async () => {
    expect(ids((await get("/api/audit", "test_auditor@1.2 test_clerk@1.3")).body)).toHaveLength(5);
  });

  test("filters by action, its beginning, object and time; refuses a made-up cursor", async () => {
    const as = "test_auditor@1";
    expect(ids((await get("/api/audit?action=thing.made", as)).body)).toEqual(["8", "6", "4", "2", "0"]);
    expect(ids((await get("/api/audit?action=thing.*", as)).body)).toHaveLength(10);
    expect(ids((await get("/api/audit?action=thing_*", as)).body)).toEqual([]);
    expect((await get("/api/audit?objectId=7", as)).body.items).toMatchObject([
      { actor: "system:test", detail: { n: 7 } },
    ]);
    expect(ids((await get("/api/audit?to=2020-01-01T00:00:00Z", as)).body)).toEqual([]);
    for (const after of ["x", "2026-13-99 00:00|1|a", "0000000000|1|a"])
      expect((await get(`/api/audit?after=${encodeURIComponent(after)}`, as)).status).toBe(400);
  });

  test("filters by who did it and where, and says what the organisation is called", async () => {
    const as = "test_auditor@1";
    expect(ids((await get("/api/audit?actor=system:*", as)).body)).toHaveLength(10);
    expect(ids((await get("/api/audit?actor=system:test", as)).body)).toHaveLength(10);
    expect(ids((await get("/api/audit?actor=system:tes_", as)).body)).toEqual([]);
    const [county, elsewhere] = await transact(database.ctx(), async (tx) => {
      const [one, two] = [uuidv7(), uuidv7()];
      await insertNode(tx.db, two, null); // its label is 1, as in the records above
      const path = await insertNode(tx.db, one, null);
      await record(tx, { node: path, action: "thing.made", object: { type: "person", id: two } });
      return [{ id: one, path }, { id: two }];
    });
    registerAuditNames("person", async (_db, asked) => new Map(asked.map((id) => [id, "张*"])));
    registerAuditNames("organisation", async (_db, asked) => new Map(asked.map((id) => [id, "东城区"])));
    const found = (await get(`/api/audit?organisationId=${county.id}`, `test_auditor@${county.path}`)).body;
    expect(found.items).toMatchObject([{ placeId: county.id, objectId: elsewhere.id }]);
    expect(found.names).toEqual({ [`organisation:${county.id}`]: "东城区", [`person:${elsewhere.id}`]: "张*" });
    for (const id of [elsewhere.id, uuidv7()])
      expect((await get(`/api/audit?organisationId=${id}`, `test_auditor@${county.path}`)).status).toBe(404);
  });

  test("accounts to choose from are those of the reader's subtrees and above, by name or login", async () => {
    const [above, own, beside] = await transact(database.ctx(), async (tx) => {
      const [top, mine, other] = [uuidv7(), uuidv7(), uuidv7()];
      const nodes = [
        { id: top, node: await insertNode(tx.db, top, null) },
        { id: mine, node: await insertNode(tx.db, mine, top) },
        { id: other, node: await insertNode(tx.db, other, top) },
      ];
      for (const [n, { id, node }] of nodes.entries())
        await insertAccount(tx.db, {
          ...{
            id: uuidv7(),
            node,
            nodeId: id,
            login: `who${n}`,
            name: `谁${n}`,
            passwordHash: "x",
            passwordTemporary: false,
          },
        });
      return nodes.map(({ node }) => node);
    });
    expect(above).toBeDefined();
    expect(beside).toBeDefined();
    const names = async (q: string) =>
      (await get(`/api/audit/actors?q=${encodeURIComponent(q)}`, `test_auditor@${own}`)).body.items.map(
        (one: { login: string }) => one.login,
      );
    expect(await names("")).toEqual(["who0", "who1"]);
    expect(await names("谁1")).toEqual(["who1"]);
    expect(await names("%")).toEqual([]);
    expect((await get("/api/audit/actors", "test_clerk@1")).status).toBe(403);
  });

  test("the state names the chains and the last checkpoint", async () => {
    expect((await get("/api/audit/state", "test_auditor@1")).body).toMatchObject({ lastCheckpoint: null });
    const { auditSigning } = await temporarySecrets();
    await makeCheckpoint((text, values) => database.pool.query(text, values), auditSigning, new Map());
    expect((await get("/api/audit/state", "test_auditor@1")).body).toMatchObject({
      ...{ chains: 3, lastCheckpoint: { keyId: auditSigning.keyId } },
    });
  });
});
