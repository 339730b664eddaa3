import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { aRealtimeWorld, until } from "./realtime.builders.ts";

const { server, connected, tell, dispatch } = await aRealtimeWorld();

describe("with Redis", () => {
  let redis: ChildProcess | undefined;
  let redisPort = 0;
  const startRedis = async () => {
    redis = spawn("redis-server", ["--port", String(redisPort), "--save", "", "--bind", "127.0.0.1"], {
      stdio: "pipe",
    });
    for await (const line of redis.stdout ?? []) if (String(line).includes("Ready to accept")) break;
    redis.stdout?.resume();
  };
  const stopRedis = async () => {
    if (redis === undefined) return;
    redis.kill("SIGKILL");
    await once(redis, "exit");
    redis = undefined;
  };
  beforeAll(async () => {
    const probe = createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    const address = probe.address();
    redisPort = typeof address === "object" && address !== null ? address.port : 0;
    probe.close();
  });
  afterEach(stopRedis);

  test("events and live values travel through it; when it is killed they go on through PostgreSQL, and back", async () => {
    await startRedis();
    const redisUrl = `redis://127.0.0.1:${redisPort}`;
    const [a, b] = [await server({ redisUrl }), await server({ redisUrl })];
    dispatch(a.hub);
    await until(() => a.hub.canPublish() && b.hub.canPublish());
    const phone = await connected(b.port);
    const say = async (n: number) => {
      await tell(n);
      await until(() => phone.heard.includes(n));
      a.hub.publishLive("live", { node: "1", key: String(n), n: n + 1000 });
      await until(() => phone.heard.includes(n + 1000));
    };
    await say(1);
    await stopRedis();
    await say(2);
    await startRedis();
    await until(() => a.hub.canPublish() && b.hub.canPublish());
    await say(3);
    expect(phone.events.filter((one) => one.event === "said").map((one) => one.data.n)).toEqual([1, 2, 3]);
  });

  test("a server starts and works while Redis is down", async () => {
    const a = await server({ redisUrl: "redis://127.0.0.1:1" });
    dispatch(a.hub);
    const phone = await connected(a.port);
    await tell(1);
    await until(() => phone.heard.length === 1);
  });
});
