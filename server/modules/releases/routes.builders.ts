import { sql } from "kysely";
import { afterAll } from "vitest";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { aCookie, aStaff } from "#kernel/sign-in/sign-in.builders";
import { aMember, aSmallCity } from "../membership/membership.builders.ts";
import { refreshStock } from "./index.ts";
import type { NewRelease } from "./publish-release.ts";
import { aRelease, releasesApp } from "./releases.builders.ts";

export interface Who {
  id: string;
  cookie: string;
}

/** A server, a small city with members and staff of two counties, and what they do to releases over HTTP. */
export async function aCityOfReleases() {
  const server = await releasesApp();
  afterAll(() => server.close());
  const { database, secrets } = server;
  const city = await aSmallCity(database);

  async function member(union = city.union, input: Parameters<typeof aMember>[3] = {}): Promise<Who> {
    const made = await aMember(database, secrets, union, input);
    return { id: made.id, cookie: await made.cookie() };
  }
  const members = (count: number) => Promise.all(Array.from({ length: count }, () => member()));
  const memberAgain = async (personId: string) => ({ cookie: await aCookie(database, "member", personId) });
  const release = async (given: Partial<NewRelease> = {}, on = city.county) => {
    const id = await aRelease(server, on, given);
    await refreshStock(server.runtime);
    return id;
  };

  const staff = {
    runner: await aStaff(database, secrets, { node: city.county, duties: ["releases.runner"] }),
    reader: await aStaff(database, secrets, { node: city.county, duties: ["releases.reader", "people.officer"] }),
    elsewhere: await aStaff(database, secrets, { node: city.otherCounty, duties: ["releases.runner"] }),
  };
  const people = { ann: await member(), bo: await member(), stranger: await member(city.otherUnion) };
  const endWindow = (id: string) => endWindowOf(server, id);
  return { server, city, ...people, ...staff, member, members, memberAgain, release, endWindow, ...actsOn(server) };
}

type Server = Awaited<ReturnType<typeof releasesApp>>;
type Method = "GET" | "POST" | "PUT" | "DELETE";

function actsOn(server: Server) {
  async function call(who: Who | undefined, method: Method, url: string, given: { body?: object; key?: string } = {}) {
    const headers = {
      ...(who === undefined ? {} : { cookie: who.cookie }),
      ...(given.key === undefined ? {} : { "idempotency-key": given.key }),
    };
    const answer = await server.app.inject({
      method,
      url,
      headers,
      ...(given.body === undefined ? {} : { payload: given.body }),
    });
    return {
      status: answer.statusCode,
      body: answer.body === "" ? undefined : answer.json(),
      code: answer.body === "" ? undefined : answer.json().code,
    };
  }
  const claim = (who: Who | undefined, id: string, key = uuidv7()) =>
    call(who, "POST", `/api/releases/${id}/claims`, { body: {}, key });
  const enter = (who: Who | undefined, id: string) => call(who, "POST", `/api/releases/${id}/entries`, { body: {} });
  const mine = async (who: Who, id: string) => (await call(who, "GET", `/api/releases/${id}/mine`)).body;
  /** Calls a route such as "POST /pause" of this thing with a body that it takes. */
  const on = (root: string, id: string, route: string, who: Who | undefined) => {
    const [method = "GET", path = ""] = route.split(" ");
    const body = bodies[route] ?? (method === "POST" || method === "PUT" ? {} : undefined);
    const given = { key: uuidv7(), ...(body === undefined ? {} : { body }) };
    return call(who, method as Method, `${root}/${id}${path}`, given);
  };
  return { call, claim, enter, mine, on };
}

const bodies: Record<string, object> = {
  "POST /pause": { reason: "检查" },
  "POST /close": { reason: "结束" },
  "POST /top-up": { units: 1 },
};

/** The window's end is moved into the past; the serving loop of the server finds it. */
async function endWindowOf(server: Server, id: string): Promise<void> {
  await transact(server.database.ctx(), (tx) =>
    sql`update stock.quota set entry_closes_at = clock_timestamp(), opens_at = clock_timestamp() where (id = ${id} or parent_id = ${id}) and entry_closes_at is not null`.execute(
      tx.db,
    ),
  );
  await until(async () => {
    const { rows } = await server.database.pool.query(
      "select (s.quota).placed_at from stock.snapshot() s where (s.quota).id = $1",
      [id],
    );
    return rows[0]?.placed_at != null;
  });
  await refreshStock(server.runtime);
}

export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
