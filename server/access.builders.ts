import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import pg from "pg";
import { type Ctx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { sendInbox } from "#kernel/notify/notify";
import { listDuties } from "#kernel/policy";
import { aCookie, aStaff, type SignInApp } from "#kernel/sign-in/sign-in.builders";
import { addOrganisation, insertPeople, recordService } from "#modules/membership";
import { aShowing } from "./modules/activities/city.builders.ts";
import { insertBundle } from "./modules/benefits/audit-bundle/bundle.store.ts";
import { aCode, aKey, aMerchant, someVouchers } from "./modules/benefits/benefits.builders.ts";
import {
  aDisputedStatement,
  aNotice,
  anAward,
  anUpload,
  aReceiptPhoto,
  somePapers,
} from "./modules/benefits/city.builders.ts";
import { aMerge, aPair } from "./modules/membership/duplicates/duplicates.builders.ts";
import { makeOneExport } from "./modules/membership/exports/make-export.ts";
import { anImportDesk } from "./modules/membership/imports/imports.builders.ts";
import { insertInvitation } from "./modules/membership/joining/invitation.store.ts";
import { aJoining } from "./modules/membership/joining/joining.builders.ts";
import { insertLink } from "./modules/membership/organisations/links.store.ts";
import { askCorrection } from "./modules/membership/own-data/corrections.ts";
import { listOfPerson } from "./modules/membership/own-data/own-data.store.ts";
import { aRegistration } from "./modules/membership/registration/registration.builders.ts";
import { insertTransfer } from "./modules/membership/transfers/transfer.store.ts";
import { insertRun } from "./modules/membership/verification/verification.store.ts";
import { openDueReviews } from "./modules/office/reviews/open-reviews.ts";
import { aBookedHall } from "./modules/places/city.builders.ts";
import type { WholeServer } from "./whole-server.builders.ts";

export interface Cookies {
  member: string;
  staff: string;
  till: string;
  door: string;
}

/** A city with one object of every kind that a route can name, all with `canary` in what people read of them. */
export interface City {
  node: { id: string; path: string };
  cookies: Cookies;
  /** Ids by the place in an address or a body where they fit. */
  ids: Record<string, string>;
}

let phones = 13_810_000_000;

export async function aWholeCity(server: WholeServer, canary: string, parentId: string | null = null): Promise<City> {
  const { world, base } = server;
  const { database, secrets } = base;
  const system = database.ctx();
  const organisation = await transact(system, (tx) =>
    addOrganisation(tx, { parentId, name: `${canary}市总工会`, kind: "city" }),
  );
  const node = { id: organisation.id, path: organisation.node };
  const person = (name: string) => ({
    ...{ name: `${name}${canary}`, phone: `+86${++phones}`, union: organisation, verified: true, tags: [canary] },
    ...{ sex: null, birthDate: null, employmentForm: "standard" as const },
    details: { employerName: `${canary}驿站` },
  });
  const people = [person("张"), person("李")];
  const [holder = "", buyer = ""] = await transact(system, (tx) => insertPeople(tx, secrets, people, "2026-01-01"));

  const shop = await aMerchant(world, organisation);
  const issued = await someVouchers(world, { union: organisation, storeIds: [shop.store.id], people: [holder, buyer] });
  const [claimId = "", usedClaimId = ""] = issued.claims;
  const call = (cookie: string, url: string, payload: object) =>
    server.app.inject({ method: "POST", url, headers: { cookie, "idempotency-key": aKey() }, payload });
  const code = await aCode(world, buyer, usedClaimId);
  const sold = await call(shop.cookie, "/api/till/redemptions", { code, amountFen: 30_000 });
  if (sold.statusCode !== 201) throw new Error(sold.body);
  const junk = { code: "nonsense", amountFen: 100, acceptedAt: new Date().toISOString(), clerkId: shop.first.id };
  await call(shop.cookie, "/api/till/offline", { accepted: [{ ...junk, localId: aKey() }] });
  const read = async (url: string, cookie: string) => (await server.app.inject({ url, headers: { cookie } })).json();
  const campaign = await read(`/api/staff/campaigns/${issued.campaignId}`, issued.maker.cookie);
  const asked = await call(issued.maker.cookie, `/api/staff/campaigns/${issued.campaignId}/changes`, {
    ...{ changes: { stock: [{ kindId: campaign.kinds[0].id, units: 1 }] }, reason: `more ${canary}` },
  });
  await transact(system, (tx) => sendInbox(tx, { personId: holder, kind: "test", title: canary, body: canary }));
  await transact(system, (tx) =>
    recordService(tx, {
      ...{ personId: holder, organisationId: node.id, kind: "activity", title: canary, at: new Date() },
      source: { type: "test", id: uuidv7() },
    }),
  );
  const inbox = await read("/api/member/inbox", await aCookie(database, "member", holder));
  const everything = listDuties().map((one) => one.duty);
  const chief = await aStaff(database, secrets, { node, duties: everything });
  const clerk = await aStaff(database, secrets, { node, duties: ["benefits.reader"] });
  const account = await read(`/api/staff-accounts/${clerk.id}`, chief.cookie);
  const discrepancies = await read("/api/staff/discrepancies", chief.cookie);
  const picture = await anUpload(world, chief.cookie, node.id, canary);
  const hall = await aBookedHall(base, organisation);
  const award = await anAward(world, { issued, node: node.path, personId: holder, reason: canary });
  const show = await aShowing(base, { organisation, holder, guest: buyer });
  const papers = await somePapers(world, {
    ...{ shop, node, chief: chief.cookie, campaignId: issued.campaignId, viewer: holder },
  });
  const notice = await aNotice(world, { issued, node: node.path, title: canary });
  const rehearsed = await call(chief.cookie, `/api/staff/campaigns/${issued.campaignId}/rehearsals`, { phones: 1 });
  if (rehearsed.statusCode !== 201) throw new Error(rehearsed.body);
  const bundle = uuidv7();
  const wanted = { id: bundle, campaignId: issued.campaignId, node: node.path, steps: 1, fullNames: false };
  const who = { reason: canary, createdBy: uuidv7(), createdByName: canary };
  await transact(system, (tx) => insertBundle(tx.db, { ...wanted, ...who }));
  await read(`/api/people/${holder}`, chief.cookie); // somebody has looked at the file
  const link = await aLink(server, organisation, canary);
  const twins = await aPair(base, organisation, `赵${canary}`);
  const { mergeId } = await aMerge(base, organisation, `钱${canary}`);
  const desk = anImportDesk({ ...base, app: server.app }, chief, node.id);
  const sheet = `姓名,身份证号,手机号\n${canary},610997199001012613,19812345678\n`;
  const imported = await desk.upload(Buffer.from(sheet), `${canary}.csv`);
  await desk.work();
  const wantedList = { organisationId: node.id, columns: ["name"], format: "csv", purpose: canary };
  const exported = await call(chief.cookie, "/api/staff/people-exports", wantedList);
  if (exported.statusCode !== 201) throw new Error(exported.body);
  while (await makeOneExport({ ctx: system, secrets }));
  const registered = await aRegistration(base, { organisation, personId: holder, reason: canary });
  await transact(system, (tx) =>
    insertRun(tx.db, {
      ...{ id: uuidv7(), organisationId: node.id, node: node.path, source: "demo", total: 1 },
      ...{ askedBy: uuidv7(), askedByName: canary },
    }),
  );
  const dutyReview = await aDutyReview(system, node.path);
  await markWith(server, canary, node.path);
  // Afterwards: a statement's lines keep the names as they were when it was drafted.
  const settled = await aDisputedStatement(world, { organisation, chief: chief.cookie, shop, issued });
  return {
    node,
    cookies: {
      staff: chief.cookie,
      member: await aCookie(database, "member", holder),
      till: shop.cookie,
      door: show.door,
    },
    ids: {
      ...{ organisation: node.id, person: holder, account: clerk.id, grant: account.duties[0].grantId },
      successor: issued.maker.id,
      ...{ release: issued.quotaId, campaign: issued.campaignId, kind: campaign.kinds[0].id, claim: claimId },
      ...{ change: asked.json().id, fundSource: issued.fundSourceId, inboxMessage: inbox.items[0].id },
      ...{ merchant: shop.merchant.organisationId, store: shop.store.id, clerk: shop.second.id },
      ...{ till: shop.tills[0]?.id ?? "", redemption: sold.json().id, file: picture },
      ...{ discrepancy: discrepancies.items[0].id, award, bundle, notice, ...hall, ...settled, ...show.ids, ...papers },
      ...{ rehearsal: rehearsed.json().id, playPhone: "1", link },
      joining: await aJoining(base, { organisation: node, name: `孙${canary}` }),
      invitation: await anInvitation(server, { union: organisation, note: canary }),
      correction: await aCorrection(server, { personId: buyer, said: canary }),
      transfer: await aTransfer(server, { personId: holder, union: organisation, reason: canary }),
      ...{ import: imported, importRow: "2", export: exported.json().id, dutyReview },
      shift: (await read("/api/till/shift", shop.cookie)).own.id,
      photo: await aReceiptPhoto(world, shop.cookie, sold.json().id, canary),
      ...registered,
      ...{ duplicate: twins.pairId, twin: twins.kept.id, merge: mergeId },
    },
  };
}

/** The review of duties of the tree that a node stands in. */
async function aDutyReview(system: Ctx, path: string): Promise<string> {
  await openDueReviews(system);
  const { rows } = await transact(system, ({ db }) =>
    sql<{ id: string }>`select id from office.duty_review where node @> ${path}::ltree`.execute(db),
  );
  return rows[0]?.id ?? "";
}

/** A link by which people are asked to join. */
async function anInvitation(
  { base }: WholeServer,
  { union, note }: { union: { id: string; node: string }; note: string },
): Promise<string> {
  const id = uuidv7();
  const given = { id, organisationId: union.id, node: union.node, code: randomBytes(12).toString("base64url"), note };
  const open = {
    phoneIndex: null,
    phoneMasked: null,
    most: null,
    expiresAt: new Date("2099-01-01"),
    createdBy: "test",
  };
  await transact(base.database.ctx(), (tx) => insertInvitation(tx.db, { ...given, ...open }));
  return id;
}

/** Somebody who asks for their file to be put right. */
async function aCorrection({ base }: WholeServer, given: { personId: string; said: string }): Promise<string> {
  const actor = { kind: "member" as const, sessionId: uuidv7(), personId: given.personId, reach: [] };
  const ctx = { ...base.database.ctx(), actor };
  await askCorrection(ctx, base.secrets, actor, { field: "other", said: given.said });
  const [row] = await transact(base.database.ctx(), (tx) => listOfPerson(tx.db, given.personId));
  return row?.id ?? "";
}

/** Somebody who is to be moved to the union of a street. */
async function aTransfer(
  { base }: WholeServer,
  { personId, union, reason }: { personId: string; union: { id: string; node: string }; reason: string },
): Promise<string> {
  return transact(base.database.ctx(), async (tx) => {
    const given = { parentId: union.id, name: `${reason}驿站联合工会`, kind: "joint" } as const;
    const to = await addOrganisation(tx, given);
    const id = uuidv7();
    await insertTransfer(tx.db, {
      id,
      personId,
      from: union,
      to: { id: to.id, node: to.node },
      begunBy: "member",
      reason,
    });
    return id;
  });
}

/** A pair of the city's own, which its addresses may name. */
async function aLink({ base }: WholeServer, city: { id: string; node: string }, canary: string): Promise<string> {
  return transact(base.database.ctx(), async (tx) => {
    const electionOn = new Date().toISOString().slice(0, 10);
    const given = { parentId: city.id, name: `${canary}街道工会`, kind: "township", electionOn } as const;
    const partner = await addOrganisation(tx, given);
    const id = uuidv7();
    const ends = { from: partner, to: city, agreement: canary, createdBy: "test" };
    await insertLink(tx.db, { id, kind: "pairing", ...ends });
    return id;
  });
}

/** What the builders named is given the canary, so that it shows wherever a name is shown. */
async function markWith({ base }: WholeServer, canary: string, path: string): Promise<void> {
  const names = [
    ["benefits.merchant", "trade_name"],
    ["benefits.store", "name"],
    ["benefits.clerk", "name"],
    ["benefits.campaign", "title"],
    ["benefits.agreement", "legal_name"],
    ["benefits.bank_account", "holder"],
    ["benefits.goods", "name"],
    ["benefits.merchant_application", "trade_name"],
    ["benefits.voucher_kind", "title"],
    ["releases.release", "title"],
    ["activities.series", "title"],
    ["activities.film", "title"],
    ["activities.plan", "title"],
    ["activities.door", "name"],
    ["kernel.staff_account", "name"],
    ["funds.source", "name"],
    ["places.place", "name"],
    ["places.hall", "name"],
    ["places.booking", "title"],
  ] as const;
  await asSuperuser(base, async (query) => {
    for (const [table, column] of names)
      await query(`update ${table} set ${column} = ${column} || $1 where node <@ $2::ltree`, [canary, path]);
  });
}

type Query = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

/** Looks at a test's database past row level security. */
export async function asSuperuser<T>({ database }: SignInApp, work: (query: Query) => Promise<T>): Promise<T> {
  const { rows } = await database.pool.query<{ name: string }>("select current_database() as name");
  const url = process.env.TEST_SUPERUSER_URL?.replace(/\/postgres(?=\?|$)/, `/${rows[0]?.name}`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(async (text, values) => (await client.query(text, values)).rows);
  } finally {
    await client.end();
  }
}

/** Everything stored on a subtree, table by table, as one text; what measures the traffic is left out. */
export async function contentsOf(base: SignInApp, path: string): Promise<Record<string, string>> {
  return asSuperuser(base, async (query) => {
    const tables = await query(`select format('%I.%I', table_schema, table_name) as name from information_schema.columns
      join information_schema.tables using (table_schema, table_name)
      where column_name = 'node' and table_type = 'BASE TABLE' and table_name <> 'sample' order by 1`);
    const contents: Record<string, string> = {};
    for (const { name } of tables) {
      const [row] = await query(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum
         from ${String(name)} t where node <@ $1::ltree`,
        [path],
      );
      contents[String(name)] = String(row?.sum);
    }
    return contents;
  });
}
