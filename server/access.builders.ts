import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { codeKeys } from "#engines/codes";
import { transact } from "#kernel/context";
import type { App } from "#kernel/http/http";
import { uuidv7 } from "#kernel/ids";
import { sendInbox } from "#kernel/notify/notify";
import { listDuties } from "#kernel/policy";
import { aCookie, aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { addOrganisation, insertPeople } from "#modules/membership";
import { bookHall } from "#modules/places";
import { buildApp } from "./app.ts";
import {
  aHall as aCinemaHall,
  aDoorOf,
  aFilm,
  aPlanOf,
  aSeat,
  aSeries,
  aSession,
  cameIn,
  didNotCome,
  someSeats as rowsOfSeats,
} from "./modules/activities/activities.builders.ts";
import { insertBundle } from "./modules/benefits/audit-bundle/bundle.store.ts";
import { insertAward, insertAwardPeople } from "./modules/benefits/awards/award.store.ts";
import { aCode, aKey, aMerchant, inDays, pin, someVouchers, type World } from "./modules/benefits/benefits.builders.ts";
import { insertApplication } from "./modules/benefits/merchants/application.store.ts";
import {
  agreementInput,
  aPicture,
  applicationInput,
  ask,
  filesUrl,
} from "./modules/benefits/merchants/merchants.builders.ts";
import { insertNotice } from "./modules/benefits/publication/notice.store.ts";
import { makeManager, today } from "./modules/benefits/settlement/settlement.builders.ts";
import { aHall, aSeatMap, someSeats } from "./modules/places/places.builders.ts";

/** The composed server, every module in it, on a database of its own; not a demonstration. */
export interface WholeServer {
  app: App;
  base: SignInApp;
  /** The runtime that the modules of `app` know. */
  runtime: SignInApp["runtime"];
  world: World;
  close(): Promise<void>;
}

export async function wholeServer(): Promise<WholeServer> {
  const base = await signInApp(() => undefined, { demo: false });
  const dataDir = await mkdtemp(join(tmpdir(), "gonghui-access-"));
  const runtime = { ...base.runtime, config: { ...base.runtime.config, dataDir } };
  const app = await buildApp(runtime, { strictAnswers: true });
  await app.ready();
  const world: World = { ...base, app, codes: await codeKeys(base.secrets) };
  const close = async () => {
    await app.close();
    await base.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { app, base, runtime, world, close };
}

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

export async function aWholeCity(server: WholeServer, canary: string): Promise<City> {
  const { world, base } = server;
  const { database, secrets } = base;
  const system = database.ctx();
  const organisation = await transact(system, (tx) =>
    addOrganisation(tx, { parentId: null, name: `${canary}市总工会`, kind: "city" }),
  );
  const node = { id: organisation.id, path: organisation.node };
  const person = (name: string) => ({
    ...{ name: `${name}${canary}`, phone: `+86${++phones}`, union: organisation, verified: true, tags: [canary] },
    ...{ sex: null, birthDate: null, employmentForm: "standard" as const },
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
  const inbox = await read("/api/member/inbox", await aCookie(database, "member", holder));
  const everything = listDuties().map((one) => one.duty);
  const chief = await aStaff(database, secrets, { node, duties: everything });
  const clerk = await aStaff(database, secrets, { node, duties: ["benefits.reader"] });
  const account = await read(`/api/staff-accounts/${clerk.id}`, chief.cookie);
  const discrepancies = await read("/api/staff/discrepancies", chief.cookie);
  const picture = await anUpload(server, chief.cookie, node.id, canary);
  const hall = await aBookedHall(server, organisation);
  const award = await anAward(server, { issued, node: node.path, personId: holder, reason: canary });
  const show = await aShowing(server, { organisation, holder, guest: buyer });
  const papers = await somePapers(server, {
    ...{ shop, node, chief: chief.cookie, campaignId: issued.campaignId, viewer: holder },
  });
  const notice = await aNotice(server, { issued, node: node.path, title: canary });
  const rehearsed = await call(chief.cookie, `/api/staff/campaigns/${issued.campaignId}/rehearsals`, { phones: 1 });
  if (rehearsed.statusCode !== 201) throw new Error(rehearsed.body);
  const bundle = uuidv7();
  const wanted = { id: bundle, campaignId: issued.campaignId, node: node.path, steps: 1, fullNames: false };
  const who = { reason: canary, createdBy: uuidv7(), createdByName: canary };
  await transact(system, (tx) => insertBundle(tx.db, { ...wanted, ...who }));
  await markWith(server, canary, node.path);
  // Afterwards: a statement's lines keep the names as they were when it was drafted.
  const settled = await aDisputedStatement(server, { organisation, chief: chief.cookie, shop, issued });
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
      ...{ release: issued.quotaId, campaign: issued.campaignId, kind: campaign.kinds[0].id, claim: claimId },
      ...{ change: asked.json().id, fundSource: issued.fundSourceId, inboxMessage: inbox.items[0].id },
      ...{ merchant: shop.merchant.organisationId, store: shop.store.id, clerk: shop.second.id },
      ...{ till: shop.tills[0]?.id ?? "", redemption: sold.json().id, file: picture },
      ...{ discrepancy: discrepancies.items[0].id, award, bundle, notice, ...hall, ...settled, ...show.ids, ...papers },
      ...{ rehearsal: rehearsed.json().id, playPhone: "1" },
      shift: (await read("/api/till/shift", shop.cookie)).own.id,
      photo: await aReceiptPhoto(server, shop.cookie, sold.json().id, canary),
    },
  };
}

/** A settlement of today with one statement, which its merchant disputes; a change of money that waits, and a year of before. */
async function aDisputedStatement(
  { app, world }: WholeServer,
  given: { organisation: { id: string }; chief: string; shop: Awaited<ReturnType<typeof aMerchant>> } & {
    issued: { fundSourceId: string };
  },
) {
  const post = async (cookie: string, url: string, payload: object) => {
    const answer = await app.inject({ method: "POST", url, headers: { cookie }, payload });
    if (answer.statusCode >= 300) throw new Error(answer.body);
    return answer.json();
  };
  const { organisation, chief, shop } = given;
  const days = { fromDay: today(), toDay: today() };
  const settlement = await post(chief, "/api/staff/settlements", { organisationId: organisation.id, ...days });
  const { id } = settlement.statements[0];
  const { digest } = await post(chief, `/api/staff/statements/${id}/send`, { revision: 1 });
  await makeManager(world, shop.first.id);
  const disputed = await post(shop.cookie, `/api/till/statements/${id}/disputes`, {
    ...{ clerkId: shop.first.id, pin, digest, disputes: [{ position: null, reason: "missing" }] },
  });
  const change = { kind: "added", amountFen: 100, reason: "more", document: "2026-1" };
  const asked = await post(chief, `/api/fund-sources/${given.issued.fundSourceId}/changes`, change);
  const year = { organisationId: organisation.id, year: 2021, theme: "spring", issuedFen: 1, source: "report" };
  const { id: pastYear } = await post(chief, "/api/staff/past-years", year);
  const dispute = disputed.disputes[0].id;
  return { settlement: settlement.id, statement: id, dispute, fundChange: asked.id, pastYear };
}

/** A publication that hangs out today. */
async function aNotice(
  { base }: WholeServer,
  { issued, node, title }: { issued: { campaignId: string }; node: string; title: string },
): Promise<string> {
  const id = uuidv7();
  const rows = [{ name: "张*", union: title, tail: "", what: "券", awarded: false }];
  const days = { startsOn: today(), endsOn: today(), rows, people: 1, state: "published" as const };
  const contact = { contactName: title, contactLine: "12345", createdBy: uuidv7(), createdByName: title };
  const notice = { id, campaignId: issued.campaignId, releaseId: null, node, title, ...days, ...contact };
  await transact(base.database.ctx(), (tx) => insertNotice(tx.db, notice));
  return id;
}

/** An award that waits for a second person. */
async function anAward(
  { base }: WholeServer,
  given: { issued: { campaignId: string; quotaId: string }; node: string; personId: string; reason: string },
): Promise<string> {
  const { issued, node, personId, reason } = given;
  const award = { id: uuidv7(), campaignId: issued.campaignId, releaseId: issued.quotaId, node, reason };
  await transact(base.database.ctx(), async (tx) => {
    await insertAward(tx.db, { ...award, createdBy: uuidv7(), createdByName: reason });
    await insertAwardPeople(tx.db, award, [{ personId, key: uuidv7() }]);
  });
  return award.id;
}

interface Papered {
  shop: Awaited<ReturnType<typeof aMerchant>>;
  node: { id: string; path: string };
  chief: string;
  campaignId: string;
  /** A member who looks at the goods. */
  viewer: string;
}

/** An application, an agreement and another account that wait, a plaque, and goods that members see. */
async function somePapers({ app, base }: WholeServer, { shop, node, chief, campaignId, viewer }: Papered) {
  const merchantId = shop.merchant.organisationId;
  const post = async (url: string, payload: object) => {
    const answer = await ask(app, url, { cookie: chief, payload });
    if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.body}`);
    return answer.json();
  };
  const ofMerchant = `/api/staff/merchants/${merchantId}`;
  const agreement = await post(`${ofMerchant}/agreements`, agreementInput());
  const account = { bankName: "澄江银行", holder: "测试", account: "620000445566", fromOn: inDays(1), reason: "换行" };
  const accounts = await post(`${ofMerchant}/bank-accounts`, account);
  const plaque = await post(`/api/staff/stores/${shop.store.id}/plaques`, { title: "工会友好合作商家" });
  const picture = await aPicture(app, chief, filesUrl("benefits.goods_picture", node.id));
  const days = { startsOn: inDays(0), endsOn: inDays(9) };
  const about = { name: "苹果", origin: "盐源", priceFen: 3000, pictureFileId: picture, campaignId, ...days };
  const goods = await post(`${ofMerchant}/goods`, about);
  await post(`/api/staff/goods/${goods.id}/submit`, {});
  const second = await aStaff(base.database, base.secrets, { node, duties: ["benefits.checker"] });
  const passed = { cookie: second.cookie, payload: { revision: 1, verdict: "passed" } };
  const shown = await ask(app, `/api/staff/goods/${goods.id}/decision`, passed);
  if (shown.statusCode !== 200) throw new Error(shown.body);
  await ask(app, `/api/goods/${goods.id}/views`, {
    cookie: await aCookie(base.database, "member", viewer),
    payload: {},
  });
  const application = uuidv7();
  await transact(base.database.ctx(), (tx) =>
    insertApplication(tx.db, {
      ...applicationInput({ stores: [{ name: "一号店", address: "1 号", phone: "" }], creditCodeReason: null }),
      ...{ id: application, organisationId: node.id, node: node.path, licenceFileId: null },
      ...{ phoneSealed: Buffer.from("x"), phoneIndex: Buffer.from(application), phoneTail: "1234" },
    }),
  );
  return {
    ...{ application, agreement: agreement.id, bankAccount: accounts.items[0].id, goods: goods.id },
    ...{ plaque: plaque.id, plaqueNumber: plaque.number },
  };
}

/** A hall of a place, drawn and booked. */
async function aBookedHall({ base }: WholeServer, union: { id: string; node: string }) {
  const hall = await aHall(base.database, union);
  const { id: seatMap } = await aSeatMap(base.database, hall.id, someSeats(2, 3));
  const during = { from: new Date("2026-12-01T01:00:00Z"), to: new Date("2026-12-01T02:00:00Z") };
  const what = { hallId: hall.id, organisationId: union.id, purpose: "meeting" as const, title: "会议" };
  const booking = await bookHall(base.database.ctx(), { ...what, during });
  return { place: hall.placeId, hall: hall.id, seatMap, booking: booking.id };
}

/** A weekly cinema with a plan, a session tonight in which somebody has a seat, and a phone at its door. */
async function aShowing(
  { base }: WholeServer,
  given: { organisation: { id: string; node: string }; holder: string; guest: string },
) {
  const { organisation: union, holder, guest } = given;
  const hallId = await aCinemaHall(base, union, rowsOfSeats(2, 3));
  const series = await aSeries(base, { union, hallId });
  const filmId = await aFilm(base, { union }, "长津湖");
  const cinema = { union, branch: union, hallId, series, filmId };
  const session = await aSession(base, cinema);
  const claimId = await aSeat(base, session, { personId: holder });
  const planId = await aPlanOf(base, series);
  const door = await aDoorOf(base, series);
  const door2 = await aDoorOf(base, series);
  // One is in, the other did not come.
  await cameIn(base, { session, personId: guest, doorId: door2.id });
  await didNotCome(base, { session, claimId });
  return {
    ids: {
      series: series.id,
      session: session.id,
      film: filmId,
      plan: planId,
      ticket: claimId,
      door: door2.id,
      seatRelease: session.releaseId,
      year: "2025",
    },
    door: door.cookie,
  };
}

const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A picture that nothing shows yet. */
async function anUpload({ app }: WholeServer, cookie: string, organisationId: string, name: string): Promise<string> {
  const answer = await app.inject({
    ...{ method: "POST", url: `/api/files?purpose=benefits.campaign_cover&organisationId=${organisationId}` },
    headers: { cookie, "content-type": "multipart/form-data; boundary=x" },
    payload: aForm(name),
  });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json().id;
}

/** A photo of a shop's receipt; gives its id. */
async function aReceiptPhoto(
  { app }: WholeServer,
  cookie: string,
  redemptionId: string,
  name: string,
): Promise<string> {
  const photoId = aKey();
  const answer = await app.inject({
    ...{ method: "PUT", url: `/api/till/redemptions/${redemptionId}/photos/${photoId}` },
    headers: { cookie, "content-type": "multipart/form-data; boundary=x" },
    payload: aForm(name),
  });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return photoId;
}

function aForm(name: string): Buffer {
  const head = `--x\r\ncontent-disposition: form-data; name="file"; filename="${name}.png"\r\ncontent-type: image/png\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(pixel, "base64"), Buffer.from("\r\n--x--\r\n")]);
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
