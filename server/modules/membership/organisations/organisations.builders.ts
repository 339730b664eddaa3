import { sql } from "kysely";
import { afterAll, beforeAll } from "vitest";
import { transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "../index.ts";
import { aMember, anOrganisation, type BuiltOrganisation } from "../membership.builders.ts";

interface Desk {
  server: SignInApp;
  province: BuiltOrganisation;
  cookie: string;
}

async function aDesk(): Promise<Desk> {
  const server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  const province = await anOrganisation(server.database, "province");
  const { cookie } = await aStaff(server.database, server.secrets, { node: province, duties: ["people.officer"] });
  return { server, province, cookie };
}

/** The page of an organisation, or what stands below it. */
export const at = (organisation: { id: string }, rest = "") => `/api/organisations/${organisation.id}${rest}`;

/** The office of a province with an officer for people, for the tests of one file: it is there from the first to the last. */
export function officeOfProvince() {
  let desk: Desk;
  beforeAll(async () => {
    desk = await aDesk();
  });
  afterAll(() => desk.server.close());

  const ask = (method: "GET" | "POST" | "PATCH", url: string, payload?: object, cookie = desk.cookie) =>
    desk.server.app.inject({ method, url, headers: { cookie }, ...(payload === undefined ? {} : { payload }) });
  const query = async <Row>(text: string) =>
    (await transact(desk.server.database.ctx(), (tx) => sql.raw<Row>(text).execute(tx.db))).rows;
  const add = (kind: Parameters<typeof anOrganisation>[1], parent: { id: string } = desk.province, name?: string) =>
    anOrganisation(desk.server.database, kind, parent, name);
  return {
    ...{ ask, query, add },
    post: (url: string, payload?: object, cookie?: string) => ask("POST", url, payload, cookie),
    get: async (url: string, cookie?: string) => (await ask("GET", url, undefined, cookie)).json(),
    ctx: () => desk.server.database.ctx(),
    province: () => desk.province,
    addMember: (union: BuiltOrganisation) => aMember(desk.server.database, desk.server.secrets, union),
    /** Somebody with duties at a place: the cookie that they send. */
    staff: async (node: BuiltOrganisation, ...duties: string[]) =>
      (await aStaff(desk.server.database, desk.server.secrets, { node, duties })).cookie,
    /** As if it had been there since the beginning of the year. */
    since: async (...organisations: { id: string }[]) => {
      for (const { id } of organisations) {
        await query(`update membership.organisation_link set valid_from = '2026-01-01' where from_id = '${id}'`);
        await query(
          `update membership.organisation_version set valid_from = '2026-01-01' where organisation_id = '${id}'`,
        );
      }
    },
    /** Two cities below the province; a county and a union below the first. */
    twoCities: async () => {
      const [one, two] = [await add("city"), await add("city")];
      const county = await add("county", one);
      return { one, two, county, union: await add("base", county) };
    },
  };
}
