import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { transact } from "../context.ts";
import { aRealtimeWorld, until } from "./realtime.builders.ts";

const { database, phones, server, connected, tell, dispatch, dispatchThrough } = await aRealtimeWorld();

describe("events", () => {
  test("reach the browsers of every process, in order, and nobody whom the filter leaves out", async () => {
    const ports = [(await server()).port, (await server()).port];
    dispatch();
    const both = await Promise.all(ports.map((port) => connected(port)));
    for (let n = 0; n < 50; n++) await tell(n, n % 5 === 4 ? "other" : "t");
    for (const phone of both) await until(() => phone.heard.includes(48));
    const wanted = Array.from({ length: 50 }, (_, n) => n).filter((n) => n % 5 !== 4);
    for (const phone of both) expect(phone.heard).toEqual(wanted);
  });

  test("the answer passes proxies and is never stored", async () => {
    const phone = await connected((await server()).port);
    expect(phone.response?.headers).toMatchObject({
      ...{ "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" },
      "cache-control": "no-store, no-transform",
    });
    expect(phone.text).toMatch(/^retry: \d+\n\n/);
  });

  test("one too large for a notification arrives all the same", async () => {
    const phone = await connected((await server()).port);
    dispatch();
    await tell(1, "t", { long: "长".repeat(9000) });
    await until(() => phone.heard.length === 1);
    expect(String(phone.events[0]?.data.long)).toHaveLength(9000);
  });

  test("what was missed comes on return with Last-Event-ID, from another process too, each exactly once", async () => {
    const [a, b] = [await server(), await server()];
    dispatch();
    const first = await connected(a.port);
    for (let n = 0; n < 5; n++) await tell(n);
    await until(() => first.heard.length === 5);
    first.leave();
    const telling = (async () => {
      for (let n = 5; n < 200; n++) await tell(n);
    })();
    await sleep(30);
    const again = await connected(b.port, { "last-event-id": first.lastId });
    await telling;
    await until(() => again.heard.includes(199));
    expect(again.heard).toEqual(Array.from({ length: 195 }, (_, n) => n + 5));
  });

  test("a browser whose past is no longer kept is told to load anew", async () => {
    const { port } = await server();
    dispatch();
    const phone = await connected(port);
    await tell(1);
    await until(() => phone.heard.length === 1);
    await transact(database.ctx(), (tx) =>
      sql`delete from kernel.outbox where position < ${Number(phone.lastId)}`.execute(tx.db),
    );
    for (const id of ["0", "999999999"]) {
      const back = await connected(port, { "last-event-id": id });
      expect(back.events).toMatchObject([{ event: "reset", id: phone.lastId }]);
    }
  });

  test("nothing is lost when every notification is", async () => {
    const { port } = await server();
    const phone = await connected(port);
    dispatchThrough({ publish: async () => true, canPublish: () => true });
    for (let n = 0; n < 3; n++) await tell(n);
    await until(() => phone.heard.length === 3);
    expect(phone.heard).toEqual([0, 1, 2]);
  });
});

describe("live values", () => {
  test("the first comes at once, of a burst the last, on every process", async () => {
    const [a, b] = [await server(), await server()];
    const phone = await connected(b.port);
    for (let n = -1; phone.heard.length === 0; n--) {
      a.hub.publishLive("live", { node: "1", key: `until both listen ${n}`, n });
      await sleep(20);
    }
    for (let n = 0; n <= 1000; n++) a.hub.publishLive("live", { node: "1", key: "x", n });
    await until(() => phone.heard.includes(1000));
    expect(phone.heard.filter((n) => Number(n) >= 0)).toEqual([0, 1000]);
    expect(phone.events[0]?.id).toBeUndefined();
  });
});

describe("connections", () => {
  test("end when the session's principal changes, and only that one's", async () => {
    const { hub, port } = await server();
    const [out, stays] = [await connected(port, { person: "a" }), await connected(port, { person: "b" })];
    hub.closeOf("a");
    await until(() => out.ended);
    expect(stays.ended).toBe(false);
  });

  test("carry a heartbeat that moves the place to resume from", async () => {
    const { port } = await server({ beatEvery: 20 });
    dispatch();
    const phone = await connected(port);
    const before = phone.lastId;
    await tell(1, "not for this one");
    await until(() => phone.lastId !== before);
    expect(phone.events).toEqual([]);
    expect(phone.text).toContain(": beat\n");
  });

  test("of a browser that does not read are let go, without harm to others", async () => {
    const { hub, port } = await server();
    dispatch();
    const stuck = await connected(port, { person: "stuck" });
    const reader = await connected(port, { person: "reader" });
    stuck.response?.pause();
    const long = "x".repeat(60_000);
    for (let n = 0; n < 400 && hub.connections > 1; n++) {
      await tell(n, "t", { long });
      await until(() => reader.heard.length === n + 1);
    }
    expect(hub.connections).toBe(1);
    expect(reader.ended).toBe(false);
  });

  test("of one principal are at most ten; all end with the hub", async () => {
    const { hub, port } = await server();
    for (let n = 0; n < 12; n++) await connected(port);
    await until(() => hub.connections === 10);
    await hub.stop();
    await until(() => phones.every((phone) => phone.ended));
  });
});
