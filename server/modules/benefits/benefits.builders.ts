import { afterAll } from "vitest";
import { type CodeKeys, codeKeys, makeCodeFor } from "#engines/codes";
import { openSource } from "#engines/funds";
import { confirmHold, holdUnit } from "#engines/stock";
import { dayOf } from "#kernel/business-day";
import { transact } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import { fileRoutes } from "#kernel/files/files.routes";
import { uuidv7 } from "#kernel/ids";
import type { Module } from "#kernel/module";
import { hashPassword } from "#kernel/sign-in/password";
import { aCookie, aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { addOrganisation, insertPeople } from "#modules/membership";
import { findCampaign } from "./campaigns/campaign.store.ts";
import { listKinds } from "./campaigns/kind.store.ts";
import { publishRound } from "./campaigns/publish-round.ts";
import { benefits } from "./index.ts";
import { addClerk } from "./merchants/merchant-clerks.service.ts";
import { addStore } from "./merchants/merchant-stores.service.ts";
import { addMerchant } from "./merchants/merchants.service.ts";
import { upsertOffice } from "./office/office.store.ts";
import { insertTill } from "./tills/till.store.ts";
import type { Benefit } from "./vouchers/discount.rules.ts";

export interface World extends SignInApp {
  codes: CodeKeys;
}

/** A server with the benefits routes on a database of its own; with those of files where they are to be kept. */
export async function aWorld({ filesIn, also = [] }: { filesIn?: string; also?: Module[] } = {}): Promise<World> {
  const made = await signInApp(async (app, runtime) => {
    const config = { ...runtime.config, ...(filesIn === undefined ? {} : { dataDir: filesIn }) };
    if (filesIn !== undefined) fileRoutes(app, { config });
    await benefits.routes?.(app, { ...runtime, config });
    for (const module of also) await module.routes?.(app, runtime);
  });
  return { ...made, codes: await codeKeys(made.secrets) };
}

export interface Organisation {
  id: string;
  node: string;
}

/** A city; whose campaigns need two people unless three are asked for. */
export const aCity = (world: World, { people = 2 }: { people?: 2 | 3 } = {}): Promise<Organisation> =>
  transact(world.database.ctx(), async (tx) => {
    const city = await addOrganisation(tx, { parentId: null, name: "测试市总工会", kind: "city" });
    await needs(tx.db, city, people);
    return city;
  });

const needs = (db: Db, { id, node }: Organisation, people: 2 | 3) =>
  upsertOffice(db, { node, organisationId: id, people, by: null });

export const aUnit = (world: World, parent: Organisation): Promise<Organisation> =>
  transact(world.database.ctx(), (tx) => addOrganisation(tx, { parentId: parent.id, name: "测试单位", kind: "base" }));

let phones = 13_700_000_000;

/** Members of a union, with cookies. */
export async function someMembers(world: World, union: Organisation, count: number) {
  const people = Array.from({ length: count }, (_, index) => ({
    name: `张小${"一二三四五六七八九十"[index % 10]}`,
    phone: `+86${++phones}`,
    ...{ sex: null, birthDate: null, employmentForm: "standard" as const, tags: [], verified: true },
    union,
  }));
  return transact(world.database.ctx(), (tx) => insertPeople(tx, world.secrets, people, "2026-01-01"));
}

/** A signed-in member of staff with duties on an organisation. */
export const aDuty = (world: World, at: Organisation, ...duties: string[]) =>
  aStaff(world.database, world.secrets, { node: { id: at.id, path: at.node }, duties });

export const pin = "480215";

/** A merchant with one store, two clerks with a PIN, and paired tills; `cookie` is the first till with the first clerk. */
export async function aMerchant(world: World, union: Organisation, { tills = 1 } = {}) {
  const system = world.database.ctx();
  const name = `商户${uuidv7().slice(-6)}`;
  const input = { parentId: union.id, name, tradeName: name, badge: true, agreementUntil: null };
  const merchant = await addMerchant(system, input);
  const store = await addStore(system, { merchantId: merchant.organisationId, name: "一号店", address: "中山路 1 号" });
  const pinHash = await hashPassword(world.secrets, pin);
  const clerks = [];
  for (const clerk of ["李店员", "王店员"]) {
    const phone = `${++phones}`;
    const added = await addClerk(system, world.secrets, {
      merchantId: merchant.organisationId,
      name: clerk,
      phone,
      pinHash,
    });
    clerks.push({ ...added, phone });
  }
  const [first, second] = clerks;
  if (first === undefined || second === undefined) throw new Error("no clerks");
  const made = await Promise.all(Array.from({ length: tills }, () => aTill(world, store, first.id)));
  const cookie = made[0]?.cookie ?? "";
  return { merchant, store, first, second, tills: made, cookie };
}

/** A till of the store at which the clerk works. */
export async function aTill(world: World, store: { id: string; node: string }, clerkId: string) {
  const id = uuidv7();
  const till = { id, storeId: store.id, node: store.node, deviceName: "平板", pairedBy: "test" };
  await transact(world.database.ctx(), (tx) => insertTill(tx.db, till));
  const cookie = await aCookie(world.database, "till", id);
  const entered = await world.app.inject({
    ...{ method: "POST", url: "/api/till/clerk", headers: { cookie }, payload: { clerkId, pin } },
  });
  if (entered.statusCode !== 200) throw new Error(entered.body);
  return { id, cookie };
}

export const aFund = (world: World, union: Organisation, budgetFen = 10_000_000) =>
  transact(world.database.ctx(), (tx) =>
    openSource(tx, {
      node: union.node,
      name: "经费",
      year: 2026,
      budgetFen,
      reference: { type: "test", id: "budget" },
    }),
  );

const day = 86_400_000;
export const inDays = (days: number) => dayOf(new Date(Date.now() + days * day));

/** What a maker would write: one round tomorrow at noon or at the given time. */
export const campaignInput = (union: Organisation, given: Record<string, unknown> = {}) => ({
  organisationId: union.id,
  title: "冰雪消费券",
  budgetFen: 1_000_000,
  startsOn: inDays(0),
  endsOn: inDays(30),
  kinds: [aKind()],
  schedule: { rule: null, firstOpensAt: `${inDays(1)}T12:00:00+08:00`, mode: "grab" },
  ...given,
});

export const aKind = (given: { benefit?: Benefit; stockPerRound?: number; [field: string]: unknown } = {}) => ({
  title: "满200减100",
  benefit: { type: "threshold", minSpendFen: 20_000, offFen: 10_000 },
  ...{ validDays: 7, stockPerRound: 10, perPerson: 1 },
  ...given,
});

/**
 * A campaign that a second person has allowed, with one round that opened a minute ago, and vouchers of it in the hands of
 * the given people.
 */
export async function someVouchers(
  world: World,
  given: {
    union: Organisation;
    storeIds: string[];
    people: string[];
    benefit?: Benefit;
    offlineAllowed?: boolean;
    offlineLimit?: number;
    perPerson?: number;
    tradeIn?: boolean;
    opensAt?: Date;
  },
) {
  await transact(world.database.ctx(), (tx) => needs(tx.db, given.union, 2));
  const maker = await aDuty(world, given.union, "benefits.maker");
  const checker = await aDuty(world, given.union, "benefits.checker");
  const kind = aKind({
    ...(given.benefit === undefined ? {} : { benefit: given.benefit }),
    stockPerRound: Math.max(given.people.length, 1),
    offlineAllowed: given.offlineAllowed ?? false,
    offlineLimit: given.offlineLimit ?? 0,
    perPerson: given.perPerson ?? 1,
    tradeIn: given.tradeIn ?? false,
  });
  const fundSourceId = await aFund(world, given.union, 100_000_000);
  const input = { kinds: [kind], storeIds: given.storeIds, fundSourceId, budgetFen: 50_000_000 };
  const drafted = await world.app.inject({
    ...{ method: "POST", url: "/api/staff/campaigns", headers: { cookie: maker.cookie } },
    payload: campaignInput(given.union, input),
  });
  const campaignId: string = drafted.json().id;
  const url = `/api/staff/campaigns/${campaignId}`;
  await world.app.inject({ method: "POST", url: `${url}/submit`, headers: { cookie: maker.cookie } });
  const headers = { cookie: checker.cookie, "idempotency-key": aKey() };
  const approved = await world.app.inject({ method: "POST", url: `${url}/approve`, headers, payload: { revision: 1 } });
  if (approved.statusCode !== 200) throw new Error(approved.body);
  const quotaId = await anOpenRound(world, campaignId, given.opensAt ?? new Date(Date.now() - 60_000));
  const claims = [];
  for (const personId of given.people) claims.push(await grant(world, quotaId, personId));
  return { campaignId, fundSourceId, quotaId, claims, maker, checker };
}

async function anOpenRound(world: World, campaignId: string, opensAt: Date): Promise<string> {
  return transact(world.database.ctx(), async (tx) => {
    const campaign = await findCampaign(tx.db, campaignId);
    if (campaign === undefined) throw new Error("no campaign");
    const kinds = await listKinds(tx.db, [campaignId]);
    const closesAt = new Date(opensAt.getTime() + day);
    const [quotaId] = await publishRound(tx, world.secrets, {
      campaign: { ...campaign, mode: "first_come" },
      kinds,
      round: { number: 99, entryOpensAt: null, opensAt, closesAt },
    });
    if (quotaId === undefined) throw new Error("no release");
    return quotaId;
  });
}

/** Gives one unit to a person; the id of the claim. */
export const grant = (world: World, quotaId: string, personId: string): Promise<string> =>
  transact(world.database.ctx(), async (tx) => {
    const held = await holdUnit(tx, { quotaId, personId });
    return (await confirmHold(tx, held.id)).id;
  });

/** A code that the holder shows now. */
export const aCode = async (world: World, personId: string, claimId: string): Promise<string> => {
  const about = { personId, purpose: "redeem" as const, subject: claimId };
  return (await transact(world.database.ctx(), (tx) => makeCodeFor(tx, world.codes, about))).code;
};

/** What the tests of one file stand on: a server with a city, closed after them, and how a browser asks it. */
export async function aTestCity({ people, ...given }: Parameters<typeof aWorld>[0] & { people?: 2 | 3 } = {}) {
  const world = await aWorld(given);
  afterAll(() => world.close());
  const city = await aCity(world, people === undefined ? {} : { people });
  const post = (cookie: string, url: string, payload: object, key = aKey()) =>
    world.app.inject({ method: "POST", url, headers: { cookie, "idempotency-key": key }, payload });
  const get = (cookie: string, url: string) => world.app.inject({ url, headers: { cookie } });
  return { world, city, post, get };
}

/** A shop, and members (one unless more are asked for) who hold a voucher that it takes; `cookie` is the first member's. */
export async function someVoucherHolders(
  world: World,
  union: Organisation,
  { holders = 1, ...given }: Partial<Parameters<typeof someVouchers>[1]> & { holders?: number } = {},
) {
  const shop = await aMerchant(world, union);
  const people = await someMembers(world, union, holders);
  const made = await someVouchers(world, { union, storeIds: [shop.store.id], people, ...given });
  const [person = ""] = people;
  const cookie = await aCookie(world.database, "member", person);
  return { ...made, shop, people, person, claim: made.claims[0] ?? "", cookie };
}

/** A random key of a request. */
export const aKey = (): string => crypto.randomUUID();
