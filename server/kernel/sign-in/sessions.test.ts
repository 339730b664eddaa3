import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import pg from "pg";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "../context.ts";
import { type Listener, startListener } from "../database/listener.ts";
import { cookieName, type Entrance } from "../http/http.ts";
import { uuidv7 } from "../ids.ts";
import { type TestDatabase, testDatabase } from "../testing.ts";
import {
  createActorFinder,
  registerActorLoader,
  type SessionFinder,
  type SessionFinderOptions,
} from "./actor-finder.ts";
import { hashToken, revokeSession, revokeSessionsOf, setSessionClerk, startSession } from "./sessions.ts";

registerActorLoader("member", async (_db, personId, session) => ({
  kind: "member",
  personId,
  sessionId: session.id,
  reach: [],
}));
registerActorLoader("till", async (_db, tillId, session) => ({
  kind: "till",
  tillId,
  storeId: tillId,
  node: "1",
  sessionId: session.id,
  ...(session.clerkId === undefined ? {} : { clerkId: session.clerkId }),
}));

const log = pino({ level: "silent" });
let database: TestDatabase;
let one: SessionFinder;
let two: SessionFinder;
const listeners: Listener[] = [];

beforeAll(async () => {
  database = await testDatabase();
  one = aProcess();
  two = aProcess();
  await until(() => one.listening && two.listening);
});
afterAll(async () => {
  for (const listener of listeners) await listener.stop();
  await database.drop();
});

/** What one process knows of sign-ins. */
function aProcess(options: Partial<SessionFinderOptions> = {}): SessionFinder {
  const listener = startListener({ url: database.ownerUrl, log });
  listeners.push(listener);
  return createActorFinder({ system: database.ctx(), listener, log, ...options });
}

const aSession = (entrance: Entrance = "member", principalId = uuidv7()) =>
  transact(database.ctx(), async (tx) => ({ principalId, ...(await startSession(tx, { entrance, principalId })) }));

async function until(condition: () => boolean | Promise<boolean>, withinMs = 5000): Promise<boolean> {
  for (const end = performance.now() + withinMs; performance.now() < end; await sleep(10))
    if (await condition()) return true;
  return false;
}

describe("sessions", () => {
  test("are found by every process, then answered from its memory at once", async () => {
    const { token, principalId } = await aSession();
    for (const finder of [one, two]) {
      expect(await finder.findActor("member", token)).toMatchObject({ kind: "member", personId: principalId });
      expect(finder.findActor("member", token)).not.toBeInstanceOf(Promise);
    }
  });

  test("belong to one entrance", async () => {
    const { token } = await aSession();
    expect(await one.findActor("staff", token)).toBeUndefined();
    expect(await one.findActor("member", token)).toBeDefined();
    expect(await one.findActor("till", token)).toBeUndefined();
  });

  test("are stored as hashes only: what the table holds opens nothing", async () => {
    const { token, sessionId } = await aSession();
    const { rows } = await sql<{ row: string; tokenHash: Buffer }>`
      select to_jsonb(s)::text as row, token_hash from kernel.session s where id = ${sessionId}::uuid`.execute(
      database.db,
    );
    expect(rows[0]?.row).not.toContain(token);
    expect(rows[0]?.tokenHash.equals(hashToken(token))).toBe(true);
    expect(await one.findActor("member", rows[0]?.tokenHash.toString("base64url") ?? "")).toBeUndefined();
  });

  test("a token that never was one costs no query and finds nobody", () => {
    expect(one.findActor("member", "")).toBeUndefined();
    expect(one.findActor("member", "x".repeat(4000))).toBeUndefined();
  });

  test("end on every process within a second of being revoked", async () => {
    const { token, sessionId, principalId } = await aSession();
    const other = await aSession("member", principalId);
    for (const finder of [one, two]) for (const t of [token, other.token]) await finder.findActor("member", t);
    await transact(database.ctx(), (tx) => revokeSession(tx, sessionId, "test"));
    for (const finder of [one, two])
      expect(await until(async () => (await finder.findActor("member", token)) === undefined, 1000)).toBe(true);
    expect(await two.findActor("member", other.token)).toBeDefined();

    await transact(database.ctx(), (tx) => revokeSessionsOf(tx, principalId, "test"));
    expect(await until(async () => (await two.findActor("member", other.token)) === undefined, 1000)).toBe(true);
  });

  test("end within a second also where the notification is lost, and stay trusted for long without that (negative control)", async () => {
    const deaf = createActorFinder({ system: database.ctx(), log });
    const { token, sessionId } = await aSession();
    await deaf.findActor("member", token);
    await one.findActor("member", token);
    // Revoked behind everybody's back: no notification.
    await sql`update kernel.session set revoked_at = now() where id = ${sessionId}::uuid`.execute(database.db);
    await sleep(1100);
    expect(await deaf.findActor("member", token)).toBeUndefined();
    expect(await one.findActor("member", token)).toBeDefined();
    deaf.close();
  });

  test("read more than a minute ago still answer at once and are read again beside the answer", async () => {
    let ahead = 0;
    const finder = aProcess({ monotonic: () => performance.now() + ahead });
    const { token, sessionId } = await aSession();
    await until(() => finder.listening);
    await finder.findActor("member", token);
    await sql`update kernel.session set revoked_at = now() where id = ${sessionId}::uuid`.execute(database.db);
    ahead = 59_000;
    expect(finder.findActor("member", token)).toMatchObject({ kind: "member" });
    await sleep(300);
    expect(finder.findActor("member", token)).toMatchObject({ kind: "member" });
    ahead = 61_000;
    expect(finder.findActor("member", token)).toMatchObject({ kind: "member" });
    expect(await until(async () => (await finder.findActor("member", token)) === undefined, 1000)).toBe(true);
    finder.close();
  });

  test("are doubted while the listening connection is down, and heard again afterwards", async () => {
    const { token, sessionId } = await aSession();
    await one.findActor("member", token);
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gonghui-listen' and datname = current_database()",
    );
    await owner.end();
    await sql`update kernel.session set revoked_at = now() where id = ${sessionId}::uuid`.execute(database.db);
    expect(await until(async () => (await one.findActor("member", token)) === undefined, 2500)).toBe(true);
    expect(await until(() => one.listening && two.listening)).toBe(true);
  });

  test("end by idleness and at their absolute end, by the database's clock", async () => {
    const idle = await aSession();
    await sql`update kernel.session set expires_at = now() - interval '1 s' where id = ${idle.sessionId}::uuid`.execute(
      database.db,
    );
    expect(await one.findActor("member", idle.token)).toBeUndefined();

    const soon = await aSession("till");
    await sql`update kernel.session set seen_at = now() - interval '2 h', ends_at = now() + interval '1 h'
      where id = ${soon.sessionId}::uuid`.execute(database.db);
    await one.findActor("till", soon.token);
    const slid = await until(async () => {
      const { rows } = await sql<{ slid: boolean }>`select expires_at = ends_at as slid from kernel.session
        where id = ${soon.sessionId}::uuid`.execute(database.db);
      return rows[0]?.slid === true;
    });
    expect(slid).toBe(true);
  });

  test.each([
    ["staff", 1800, 43_200],
    ["member", 30 * 86_400, null],
    ["till", 180 * 86_400, 180 * 86_400],
  ] as const)("of the entrance %s end after %i s without use, and after %s s at most", async (entrance, idle, most) => {
    const { sessionId } = await aSession(entrance);
    const { rows } = await sql<{ idle: number; most: number | null; left: number }>`
      select extract(epoch from idle)::int as idle, extract(epoch from ends_at - created_at)::float8 as most,
        extract(epoch from expires_at - created_at)::float8 as left
      from kernel.session where id = ${sessionId}::uuid`.execute(database.db);
    expect(rows[0]?.idle).toBe(idle);
    expect(Math.round(rows[0]?.left ?? 0)).toBe(idle);
    expect(rows[0]?.most == null ? null : Math.round(rows[0].most)).toBe(most);
  });

  test("a clerk works at a till until the PIN's time is over, the till goes on", async () => {
    const { token, sessionId, principalId } = await aSession("till");
    const clerkId = uuidv7();
    expect(await one.findActor("till", token)).not.toHaveProperty("clerkId");
    await transact(database.ctx(), (tx) => setSessionClerk(tx, { sessionId, tillId: principalId }, clerkId));
    const hasClerk = async () => ((await one.findActor("till", token)) as { clerkId?: string })?.clerkId === clerkId;
    expect(await until(hasClerk, 1000)).toBe(true);
    await transact(database.ctx(), async (tx) => {
      await sql`update kernel.session set clerk_until = now() - interval '1 s' where id = ${sessionId}::uuid`.execute(
        tx.db,
      );
      await setSessionClerk(tx, { sessionId: uuidv7(), tillId: principalId }, undefined);
    });
    expect(await until(async () => !(await hasClerk()), 1000)).toBe(true);
    expect(await one.findActor("till", token)).toMatchObject({ kind: "till" });
  });

  test("a change during a look-up leaves nothing stale behind", async () => {
    const { token, sessionId } = await aSession();
    const looking = two.findActor("member", token);
    await transact(database.ctx(), (tx) => revokeSession(tx, sessionId, "test"));
    await looking;
    expect(await until(async () => (await two.findActor("member", token)) === undefined, 1000)).toBe(true);
  });

  test("have one cookie per entrance, bound to the host behind https", () => {
    expect(cookieName("member", false)).toBe("gh_member");
    expect(cookieName("staff", true)).toBe("__Host-gh_staff");
  });
});
