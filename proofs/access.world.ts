import { asSuperuser, aWholeCity, type City } from "../server/access.builders.ts";
import { dayOf } from "../server/kernel/business-day.ts";
import { transact } from "../server/kernel/context.ts";
import { uuidv7 } from "../server/kernel/ids.ts";
import { aCookie, aStaff } from "../server/kernel/sign-in/sign-in.builders.ts";
import { aShowing } from "../server/modules/activities/city.builders.ts";
import { aMerchant } from "../server/modules/benefits/benefits.builders.ts";
import { addOrganisation, insertPeople } from "../server/modules/membership/index.ts";
import { insertLink } from "../server/modules/membership/organisations/links.store.ts";
import setUpPostgres from "../server/testing.setup.ts";
import { type WholeServer, wholeServer } from "../server/whole-server.builders.ts";
import { duties, type MemberRelation, type Relation } from "./access.model.ts";

/** Shows wherever something of the city is shown. */
export const canary = "CANARYCITY";

/** A province with a city in which there is one thing of every kind, and everybody around it who might ask for it. */
export interface AccessWorld {
  server: WholeServer;
  city: City;
  /** Where somebody of this relation holds duties. */
  places: Record<Relation, Place>;
  /** The Cookie header of an account with one duty at the place of a relation; made when first asked for. */
  staff(duty: string, relation: Relation): Promise<string>;
  /** The Cookie header of a member; `self` is whose things they are. */
  members: Record<MemberRelation, string>;
  /** Entrances of another city, by the entrance. */
  elsewhere: { till: string; door: string };
  /** Holds every duty at the province and at the city: what nobody's rights stand in the way of. */
  chief: string;
  close(): Promise<void>;
}

interface Place {
  id: string;
  path: string;
}

export async function openAccessWorld(): Promise<AccessWorld> {
  const stopPostgres = await setUpPostgres();
  const server = await wholeServer();
  const system = server.base.database.ctx();
  const add = async (
    kind: "province" | "city" | "township" | "industry" | "alliance",
    parent: Place | null,
    name: string,
  ) => {
    const parentId = parent?.id ?? null;
    const made = await transact(system, (tx) => addOrganisation(tx, { parentId, name, kind }));
    return { id: made.id, path: made.node };
  };
  const province = await add("province", null, "证明省总工会");
  const city = await aWholeCity(server, canary, province.id);
  const places = await placesAround(server, { province, city: city.node, add });
  const accounts = new Map<string, Promise<string>>();
  const staff = (duty: string, relation: Relation) => {
    const key = `${duty} ${relation}`;
    const known = accounts.get(key) ?? anAccount(server, { duty, relation, at: places[relation] });
    accounts.set(key, known);
    return known;
  };
  const all = Object.keys(duties);
  const { database, secrets } = server.base;
  const chief = await aStaff(database, secrets, {
    node: province,
    duties: all,
    alsoAt: { node: city.node, duties: all },
  });
  const sibling = { id: places.sibling.id, node: places.sibling.path };
  const members = await membersAround(server, { city, sibling });
  const theirs = await peopleOf(server, sibling, 2).then(([holder = "", guest = ""]) => ({ holder, guest }));
  const shop = await aMerchant(server.world, sibling);
  const elsewhere = {
    till: shop.cookie,
    door: (await aShowing(server.base, { organisation: sibling, ...theirs })).door,
  };
  const close = async () => {
    await server.close();
    await stopPostgres();
  };
  return { server, city, places, staff, members, elsewhere, chief: chief.cookie, close };
}

type Add = (
  kind: "city" | "township" | "industry" | "alliance" | "province",
  parent: Place | null,
  name: string,
) => Promise<Place>;

async function placesAround(
  { base }: WholeServer,
  { province, city, add }: { province: Place; city: Place; add: Add },
): Promise<Record<Relation, Place>> {
  const federation = async (name: string) => add("industry", province, `证明省${name}工会`);
  const [industry, blind, ended] = [await federation("交通"), await federation("建设"), await federation("纺织")];
  const alliance = await add("alliance", province, "证明省跨区联盟");
  const pairing = await add("city", province, "结对市总工会");
  const day = (offset: number) => dayOf(new Date(Date.now() + offset * 86_400_000));
  const links = [
    { kind: "industry", to: industry, grantsSight: true },
    { kind: "industry", to: blind },
    { kind: "industry", to: ended, grantsSight: true, validFrom: day(-30), validTo: day(-1) },
    { kind: "alliance", to: alliance },
    { kind: "pairing", to: pairing },
  ] as const;
  const node = ({ id, path }: Place) => ({ id, node: path });
  await transact(base.database.ctx(), async (tx) => {
    for (const { to, ...link } of links)
      await insertLink(tx.db, { id: uuidv7(), ...link, from: node(city), to: node(to), createdBy: "proof" });
  });
  return {
    ...{ own: city, expired: city, ahead: city, none: city, ancestor: province },
    ...{ descendant: await add("township", city, "证明街道工会"), sibling: await add("city", province, "邻市总工会") },
    ...{ industry, industry_without_sight: blind, ended_link: ended, alliance, pairing },
    unrelated: await add("province", null, "外省总工会"),
  };
}

let phones = 13_990_000_000;

/** Members of one organisation, named after nobody. */
async function peopleOf({ base }: WholeServer, union: { id: string; node: string }, count: number): Promise<string[]> {
  const people = Array.from({ length: count }, () => ({
    ...{ name: "证明人", phone: `+86${++phones}`, union, verified: true, tags: [], sex: null, birthDate: null },
    employmentForm: "standard" as const,
  }));
  return transact(base.database.ctx(), (tx) => insertPeople(tx, base.secrets, people, "2026-01-01"));
}

async function membersAround(
  server: WholeServer,
  { city, sibling }: { city: City; sibling: { id: string; node: string } },
): Promise<Record<MemberRelation, string>> {
  const { base } = server;
  const [colleague = "", left = ""] = await peopleOf(server, { id: city.node.id, node: city.node.path }, 2);
  const [other = ""] = await peopleOf(server, sibling, 1);
  await asSuperuser(base, (query) =>
    query("update membership.membership set state = 'resigned', valid_to = current_date where person_id = $1", [left]),
  );
  const cookie = (id: string) => aCookie(base.database, "member", id);
  return {
    self: city.cookies.member,
    colleague: await cookie(colleague),
    sibling: await cookie(other),
    left: await cookie(left),
  };
}

const terms: Partial<Record<Relation, [from: string, until: string | null]>> = {
  expired: ["2026-01-01", "now() - interval '1 hour'"],
  ahead: ["now() + interval '1 day'", null],
};

async function anAccount(
  { base }: WholeServer,
  { duty, relation, at }: { duty: string; relation: Relation; at: Place },
): Promise<string> {
  const { id, cookie } = await aStaff(base.database, base.secrets, {
    node: at,
    duties: relation === "none" ? [] : [duty],
  });
  const term = terms[relation];
  if (term === undefined) return cookie;
  const [from, until] = term;
  const fromText = from.startsWith("now") ? from : `'${from}'`;
  await asSuperuser(base, (query) =>
    query(`update kernel.duty_grant set valid_from = ${fromText}, valid_until = ${until} where account_id = $1`, [id]),
  );
  return cookie;
}
