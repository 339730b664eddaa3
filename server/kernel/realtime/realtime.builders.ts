import { type ClientRequest, get, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import pino from "pino";
import { afterAll, afterEach } from "vitest";
import type { Actor } from "../actor.ts";
import { systemClock } from "../clock.ts";
import { transact } from "../context.ts";
import { type Leader, startLeader } from "../database/leader.ts";
import { startListener } from "../database/listener.ts";
import { buildHttp } from "../http/http.ts";
import { announce, Subscriptions } from "../outbox/outbox.ts";
import { outboxDispatcher } from "../outbox/outbox-dispatcher.ts";
import { type TestDatabase, testDatabase } from "../testing.ts";
import { type Filter, type HubOptions, type RealtimeHub, startRealtime } from "./realtime.ts";

const log = pino({ level: "silent" });

/** Hears topics "t" and "live"; a member, so that it can be signed out. */
const filter: Filter = ({ topic, payload }) =>
  topic === "t" ? { event: "said", data: payload } : topic === "live" ? { event: "now", data: payload } : undefined;

/** A database of this file's own, with servers, phones and a dispatcher that end after each test. */
export async function aRealtimeWorld() {
  const database = await testDatabase({ max: 16 });
  const runtime: HubOptions["runtime"] = { database, log, system: () => database.ctx() };
  const phones: Phone[] = [];
  const stops: (() => Promise<unknown>)[] = [];
  let leader: Leader | undefined;
  afterEach(async () => {
    for (const phone of phones.splice(0)) phone.leave();
    await leader?.stop();
    leader = undefined;
    for (const stop of stops.splice(0)) await stop();
  });
  afterAll(() => database.drop());

  async function server(options: Partial<HubOptions> = {}): Promise<{ hub: RealtimeHub; port: number }> {
    const made = await aServer(database, { runtime, ...options });
    stops.push(made.stop);
    return made;
  }
  const connected = async (port: number, headers?: Record<string, string>): Promise<Phone> => {
    const phone = new Phone(port, headers);
    phones.push(phone);
    await until(() => phone.lastId !== "");
    return phone;
  };
  const tell = (n: number, topic = "t", more: Record<string, unknown> = {}) =>
    transact(database.ctx(), (tx) => announce(tx, topic, { node: "1", n, ...more }));
  const dispatchThrough = (publishing: Partial<Parameters<typeof outboxDispatcher>[0]>) => {
    const duty = outboxDispatcher({ runtime, subscriptions: new Subscriptions(), poll: 10, ...publishing });
    leader = startLeader({ url: database.ownerUrl, log, duties: [duty], retryEvery: 20 });
  };
  const dispatch = (hub?: RealtimeHub) =>
    dispatchThrough(hub === undefined ? {} : { publish: hub.publish, canPublish: hub.canPublish });
  return { database, phones, server, connected, tell, dispatch, dispatchThrough };
}

/** One server process, in so far as it carries events. */
async function aServer(database: TestDatabase, options: Omit<HubOptions, "listener">) {
  const listener = startListener({ url: database.ownerUrl, log });
  const hub = await startRealtime({ listener, ...options });
  const findActor = (_entrance: string, token: string): Actor => ({
    ...{ kind: "member", sessionId: "s", reach: [], personId: token },
  });
  const app = await buildHttp({ db: database.db, clock: systemClock, log, findActor });
  app.get("/api/member/events", { access: "member" }, (request, reply) => hub.stream(request, reply, { filter }));
  await app.listen({ host: "127.0.0.1", port: 0 });
  const address = app.server.address();
  const stop = async () => {
    await hub.stop();
    await listener.stop();
    await app.close();
  };
  return { hub, port: typeof address === "object" && address !== null ? address.port : 0, stop };
}

/** A browser's EventSource, in so far as it matters here. */
export class Phone {
  text = "";
  ended = false;
  readonly #request: ClientRequest;
  response: IncomingMessage | undefined;

  constructor(port: number, headers: Record<string, string> = {}) {
    const cookie = `gh_member=${headers.person ?? "p"}`;
    this.#request = get({ host: "127.0.0.1", port, path: "/api/member/events", headers: { cookie, ...headers } });
    this.#request.on("response", (response) => {
      this.response = response;
      response.setEncoding("utf8").on("data", (chunk: string) => {
        this.text += chunk;
      });
      response.on("close", () => {
        this.ended = true;
      });
    });
    this.#request.on("error", () => {
      this.ended = true;
    });
  }

  get events(): { event: string; id: string | undefined; data: Record<string, unknown> }[] {
    return [...this.text.matchAll(/(?:id: (\d+)\n)?event: (\w+)\ndata: (.*)\n\n/g)].map(
      ([, id, event = "", data = ""]) => ({
        ...{ event, id, data: JSON.parse(data) },
      }),
    );
  }

  get heard(): unknown[] {
    return this.events.map((one) => one.data.n);
  }

  get lastId(): string {
    return [...this.text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? "";
  }

  leave(): void {
    this.#request.destroy();
  }
}

export const until = async (done: () => boolean) => {
  while (!done()) await sleep(10);
};
