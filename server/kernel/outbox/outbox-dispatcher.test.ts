import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import pino from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { transact } from "../context.ts";
import { type Leader, startLeader } from "../database/leader.ts";
import { type TestDatabase, testDatabase } from "../testing.ts";
import { announce, type OutboxEvent, Subscriptions } from "./outbox.ts";
import { type DispatcherOptions, outboxDispatcher } from "./outbox-dispatcher.ts";

const log = pino({ level: "silent" });
const leaders: Leader[] = [];
let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  for (const leader of leaders.splice(0)) await leader.stop();
  await database.drop();
});

const lead = (subscriptions: Subscriptions, options: Partial<DispatcherOptions> = {}) => {
  const runtime = { log, system: () => database.ctx() };
  const duties = [outboxDispatcher({ runtime, subscriptions, poll: 10, ...options })];
  leaders.push(startLeader({ url: database.ownerUrl, log, duties, retryEvery: 50 }));
};
const tell = (topic: string, n = 0) => transact(database.ctx(), (tx) => announce(tx, topic, { node: "1", n }));
const until = async (done: () => boolean | Promise<boolean>) => {
  while (!(await done())) await sleep(20);
};
const rows = async () =>
  (
    await transact(database.ctx(), (tx) =>
      sql<{ position: number | null; deliveredAt: Date | null; attempts: number; lastError: string | null }>`
        select position, delivered_at, attempts, last_error from kernel.outbox order by position`.execute(tx.db),
    )
  ).rows;
const allDelivered = async () => (await rows()).every((row) => row.deliveredAt !== null);

describe("delivery", () => {
  test("an event reaches those who subscribed to its topic or its beginning, after the commit and in order", async () => {
    const subscriptions = new Subscriptions();
    const seen: string[] = [];
    const note = (who: string) => async (_ctx: unknown, event: OutboxEvent) => {
      seen.push(`${who} ${event.topic} ${event.payload.n}`);
    };
    subscriptions.add("release.opened", note("exact"));
    subscriptions.add("release.*", note("prefix"));
    for (const [n, topic] of ["release.opened", "release.closed", "releases.other"].entries()) await tell(topic, n);
    await transact(database.ctx(), async (tx) => {
      await announce(tx, "release.opened", { node: "1", n: 9 });
      throw new Error("rolled back");
    }).catch(() => undefined);
    lead(subscriptions);
    await until(async () => (await allDelivered()) && seen.length >= 3);
    expect(seen).toEqual(["exact release.opened 0", "prefix release.opened 0", "prefix release.closed 1"]);
    expect((await rows()).map((row) => row.position)).toEqual([1, 2, 3]);
  });

  test("a failing subscriber is tried again later and holds up nobody else", async () => {
    const subscriptions = new Subscriptions();
    const seen: unknown[] = [];
    let refuse = true;
    subscriptions.add("t", async (_ctx, event) => {
      if (event.payload.n === 1 && refuse) throw new Error("not now");
      seen.push(event.payload.n);
    });
    for (const n of [1, 2, 3]) await tell("t", n);
    lead(subscriptions);
    await until(() => seen.length === 2);
    expect(seen).toEqual([2, 3]);
    await until(async () => (await rows())[0]?.attempts === 1);
    expect((await rows())[0]).toMatchObject({ deliveredAt: null, lastError: "not now" });
    refuse = false;
    await until(allDelivered);
    expect(seen).toEqual([2, 3, 1]);
  });

  test("a subscriber that never answers counts as failed", async () => {
    const subscriptions = new Subscriptions();
    subscriptions.add("t", () => new Promise(() => undefined));
    await tell("t");
    lead(subscriptions, { timeout: 50 });
    await until(async () => (await rows())[0]?.lastError !== null);
    expect((await rows())[0]?.lastError).toContain("longer than 50 ms");
  });

  test("delivered events older than the days to keep are pruned, others stay", async () => {
    const subscriptions = new Subscriptions();
    for (const n of [1, 2]) await tell("t", n);
    await transact(database.ctx(), (tx) =>
      sql`update kernel.outbox set position = nextval('kernel.outbox_position'), delivered_at = now() - interval '8 days'
        where payload->>'n' = '1'`.execute(tx.db),
    );
    lead(subscriptions);
    await until(async () => (await rows()).length === 1 && (await allDelivered()));
  });

  test("of two processes one leads; when it stops, the other goes on", async () => {
    const seen: string[] = [];
    for (const name of ["a", "b"]) {
      const subscriptions = new Subscriptions();
      subscriptions.add("t", async () => void seen.push(name));
      lead(subscriptions);
    }
    for (let n = 0; n < 5; n++) await tell("t", n);
    await until(() => seen.length === 5);
    expect(new Set(seen).size).toBe(1);
    expect(leaders.filter((leader) => leader.leading)).toHaveLength(1);
    await leaders.find((leader) => leader.leading)?.stop();
    await tell("t");
    await until(() => seen.length === 6);
    expect(new Set(seen).size).toBe(2);
  });
});

describe("killed with SIGKILL again and again", () => {
  const fixture = join(import.meta.dirname, "outbox-dispatcher.fixture.ts");
  const received = new Map<string, number>();
  let receiver: Server;
  let address: string;
  beforeAll(async () => {
    let requests = 0;
    receiver = createServer(async (request, response) => {
      requests += 1;
      const id = (await request.toArray()).join("");
      if (requests % 97 === 0) return response.writeHead(500).end();
      await sleep(2); // long enough to be killed in between
      received.set(id, (received.get(id) ?? 0) + 1);
      response.end();
    }).listen(0, "127.0.0.1");
    await once(receiver, "listening");
    address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  });
  afterAll(() => void receiver.close());

  /** Announces while dispatchers are killed `kills` times; gives how many events there are and how many arrived. */
  async function torment(kills: number, mode: string) {
    received.clear();
    const children: ChildProcess[] = [];
    const launch = () => {
      const child = spawn(process.execPath, [fixture, database.ownerUrl, address, mode], { stdio: "ignore" });
      children.push(child);
      return child;
    };
    const pair = [launch(), launch()];
    const telling = (async () => {
      for (let n = 0; n < 1500; n++) await tell("test.event", n);
    })();
    let before = 0;
    for (let kill = 0; kill < kills; kill++) {
      await until(() => received.size > before + 20 || received.size >= 1400);
      before = received.size;
      pair[kill % 2]?.kill("SIGKILL");
      pair[kill % 2] = launch();
    }
    await telling;
    await until(allDelivered);
    for (const child of children) child.kill("SIGKILL");
    return { arrived: received.size, events: await rows() };
  }

  test("every event arrives, and a receiver that drops known ids has each exactly once", async () => {
    const { arrived, events } = await torment(20, "");
    expect(arrived).toBe(1500);
    const positions = events.map((row) => row.position ?? 0);
    expect(new Set(positions).size).toBe(1500);
    expect(Math.min(...received.values())).toBe(1);
  }, 120_000);

  test("negative control: marking before handing over loses events", async () => {
    const { arrived } = await torment(20, "forget");
    expect(arrived).toBeLessThan(1500);
  }, 120_000);
});
