/** The one promise of a rehearsal: nothing real has changed. Every table and the pages that people read, before and after. */
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { listDuties } from "#kernel/policy";
import { releases } from "#modules/releases";
import { asSuperuser } from "./access.builders.ts";
import { type Document, routesOf, sampleOf } from "./access.samples.ts";
import {
  aCity,
  aCode,
  aDuty,
  aUnit,
  type Organisation,
  someVoucherHolders,
} from "./modules/benefits/benefits.builders.ts";
import {
  aDraft,
  aPlayTill,
  aRehearsal,
  asking,
  openNow,
  scan,
} from "./modules/benefits/rehearsals/rehearsals.builders.ts";
import { type WholeServer, wholeServer } from "./whole-server.builders.ts";

let server: WholeServer;
let stop: (() => Promise<void>) | undefined;
let top: Organisation;
let county: Organisation;
let real: Awaited<ReturnType<typeof someVoucherHolders>>;
let draft: Awaited<ReturnType<typeof aDraft>>;
let readers: string[];
let pages: string[];

beforeAll(async () => {
  server = await wholeServer();
  stop = (await releases.start?.(server.runtime)) as () => Promise<void>;
  top = await aCity(server.world);
  county = await aUnit(server.world, top);
  // A county at work: vouchers in hand, one of them used, a campaign in running and one that is only drafted.
  real = await someVoucherHolders(server.world, county, { holders: 3 });
  const { post } = asking(server.world);
  const code = await aCode(server.world, real.people[1] ?? "", real.claims[1] ?? "");
  const sold = await post(real.shop.cookie, "/api/till/redemptions", { code, amountFen: 30_000 });
  expect(sold.statusCode, sold.body).toBe(201);
  const grab = { schedule: { rule: null, firstOpensAt: "2099-12-01T12:00:00+08:00", mode: "grab" } };
  draft = await aDraft(server.world, county, { ...grab, startsOn: "2099-12-01", endsOn: "2099-12-20" });
  const duties = listDuties().map((one) => one.duty);
  readers = [
    (await aDuty(server.world, county, ...duties)).cookie,
    (await aDuty(server.world, top, ...duties)).cookie,
    draft.officer.cookie,
    real.cookie,
    real.shop.cookie,
    "",
  ];
  pages = allPages();
});
afterAll(async () => {
  await stop?.();
  await server.close();
});

/** What cannot be told from its rows to lie in a play tree, and whose row it is all the same. */
const byPerson = "not exists (select from membership.person p where p.id = t.person_id and p.node <@ any($1::ltree[]))";
const ofPlayQuota = (column: string) =>
  `not exists (select from stock.quota q where q.id = t.${column} and q.node <@ any($1::ltree[]))`;
const without: Record<string, string> = {
  "codes.attempt":
    "not exists (select from benefits.till d where d.id::text = t.till_id::text and d.node <@ any($1::ltree[]))",
  "codes.device": byPerson,
  "codes.holder": byPerson,
  "codes.revocation": byPerson,
  "codes.short_number": byPerson,
  "kernel.inbox_message": byPerson,
  "kernel.session": "not t.play",
  "membership.identity_check": byPerson,
  "membership.kindness_consent": byPerson,
  "membership.registration_entry": byPerson,
  "membership.service": byPerson,
  "releases.party": ofPlayQuota("release_id"),
  "releases.reminder": byPerson,
  "stock.quota_cap": ofPlayQuota("quota_id"),
  // What a rehearsal leaves by design: its own rows beside the campaign, and two lines in the audit.
  "benefits.rehearsal": "false",
  "benefits.rehearsal_phone": "false",
  // Looking at every page takes workbooks along, and that is written down.
  "kernel.audit_record": "t.action not like 'benefits.rehearsal\\_%' and t.action not like '%\\_exported'",
};
/** Books of the machine, not of the union: heads of chains, keys of repeats, spent codes, figures of traffic. */
const machine = new Set([
  ...["kernel.audit_chain", "kernel.audit_checkpoint", "kernel.idempotency", "codes.use", "releases.sample"],
]);
/** Columns that time moves, whoever does what. */
const moving: Record<string, string[]> = {
  "kernel.outbox": ["position", "attempts", "last_error"],
  "kernel.session": ["seen_at", "expires_at"],
};

/** Count and checksum of every table, without what lies in a play tree. */
async function tables(): Promise<Record<string, string>> {
  return asSuperuser(server.base, async (query) => {
    const roots = (await query("select path::text as path from kernel.node where play and nlevel(path) = 1")).map(
      (row) => String(row.path),
    );
    const found = await query(`select n.nspname || '.' || c.relname as name,
        coalesce(array_agg(a.attname::text) filter (where a.atttypid = 'ltree'::regtype), '{}') as paths
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind in ('r', 'p') and not c.relispartition
        and n.nspname in ('kernel','membership','codes','stock','funds','decisions','releases','benefits','activities','places','deadlines')
      group by 1 order by 1`);
    const sums: Record<string, string> = {};
    for (const { name, paths } of found) {
      const table = String(name);
      if (machine.has(table)) continue;
      const columns = (paths as string[]).map((path) => `(t.${path} is null or not t.${path} <@ any($1::ltree[]))`);
      const real = [...columns, ...(without[table] === undefined ? [] : [without[table]]), "true"].join(" and ");
      const drop = (moving[table] ?? []).map((column) => ` - '${column}'`).join("");
      const [row] = await query(
        `select count(*) || ' ' || coalesce(md5(string_agg(r, '|' order by r)), '') as sum
         from (select (to_jsonb(t)${drop})::text as r from ${table} t where ${real} and $1::ltree[] is not null) rows`,
        [roots],
      );
      sums[table] = String(row?.sum);
    }
    const [sequence] = await query("select last_value::text as sum from membership.member_number");
    return { ...sums, "next member number": String(sequence?.sum) };
  });
}

/**
 * A door's page, a demonstration's outbox, pages of whoever is no member yet, and lists of one series or session: none of them here. The audit has two lines more and
 * counts the machine's chains; its records are compared as rows.
 */
const elsewhere = /^\/api\/(door|outbox|joining|audit|(staff\/)?activities\/\w+\?)/;

/** Every address that gives a list or figures, and the campaigns themselves. */
function allPages(): string[] {
  const document = server.app.swagger() as unknown as Document;
  const shop = { merchant: real.shop.merchant.organisationId, store: real.shop.store.id };
  const ids = { organisation: county.id, campaign: real.campaignId, person: real.person, ...shop };
  const lists = routesOf(document).filter(({ method, path }) => method === "GET" && !path.includes("{"));
  const campaigns = [real.campaignId, draft.campaignId].map((id) => `/api/staff/campaigns/${id}`);
  const urls = lists.map((route) => sampleOf(document, route, ids).url).filter((url) => !elsewhere.test(url));
  return [...urls, ...campaigns];
}

/** The same addresses asked by a county, by the union above, by a member, a till and a stranger. */
async function seen(): Promise<Record<string, unknown>> {
  const { get } = asking(server.world);
  const answers: Record<string, unknown> = {};
  for (const [index, cookie] of readers.entries())
    for (const url of pages) {
      const answer = await get(cookie, url);
      answers[`${index} ${url}`] = [answer.statusCode, withoutClock(answer, url)];
    }
  return answers;
}

/** What time moves: moments of reading and of making, and what is good until some time after. */
const withoutClock = (answer: { body: string; headers: Record<string, unknown> }, url: string) => {
  if (!String(answer.headers["content-type"]).includes("json")) return "a workbook, made at its own moment";
  const moving = url.startsWith("/api/till/")
    ? /"(serverTime|asOf|validUntil)":"[^"]*"/g
    : /"(serverTime|asOf)":"[^"]*"/g;
  return answer.body.replaceAll(moving, '"$1":""');
};

async function playItAll(meanwhile: () => Promise<void>): Promise<{ won: number; redeemed: number }> {
  const { post, get } = asking(server.world);
  const { officer } = draft;
  const rehearsal = await aRehearsal(server.world, draft, { phones: 4, opensInMinutes: 2, entryMinutes: 2 });
  const [release] = rehearsal.releases;
  const phones: string[] = [];
  for (const link of rehearsal.links) phones.push(await scan(server.world, link));
  for (const phone of phones) {
    const entered = await post(phone, `/play/api/releases/${release.id}/entries`);
    expect(entered.statusCode, entered.body).toBe(202);
  }
  expect(
    (await post(officer.cookie, `/play/api/staff/releases/${release.id}/pause`, { reason: "演练" })).statusCode,
  ).toBe(200);
  expect((await post(officer.cookie, `/play/api/staff/releases/${release.id}/resume`)).statusCode).toBe(200);
  expect((await post(officer.cookie, `/play/api/staff/releases/${release.id}/top-up`, { units: 1 })).statusCode).toBe(
    200,
  );
  await openNow(server.world, release.id);
  const vouchers = async (phone: string) =>
    (await get(phone, "/play/api/vouchers")).json().items as { claimId: string }[];
  await expect
    .poll(async () => (await Promise.all(phones.map(vouchers))).filter((own) => own.length > 0).length, {
      timeout: 15_000,
    })
    .toBe(3);
  const winners: { phone: string; claimId: string }[] = [];
  for (const phone of phones) for (const { claimId } of await vouchers(phone)) winners.push({ phone, claimId });

  const { cookie: till, me } = await aPlayTill(server.world, officer, rehearsal);
  const [first, second] = me.clerks;
  const [pinOne, pinTwo] = rehearsal.till.clerks.map((clerk: { pin: string }) => clerk.pin);
  await post(till, "/play/api/till/clerk", { clerkId: first.id, pin: pinOne });
  const redeem = async ({ phone, claimId }: { phone: string; claimId: string }) => {
    const shown = await post(phone, "/play/api/member/code", { purpose: "redeem", claimId });
    const bill = { code: shown.json().code, amountFen: 30_000, receipt: "YL-1" };
    const done = await post(till, "/play/api/till/redemptions", bill);
    expect(done.statusCode, done.body).toBe(201);
    return done.json().id as string;
  };
  const [one, two, three] = winners;
  if (one === undefined || two === undefined || three === undefined) throw new Error("three had to win");
  const undone = await redeem(one);
  const by = { clerkId: second.id, pin: pinTwo };
  expect((await post(till, `/play/api/till/redemptions/${undone}/undo`, { ...by, reason: "演练" })).statusCode).toBe(
    200,
  );
  const kept = await redeem(two);
  const goods = { goodsFen: 30_000, reason: "演练退货", second: by };
  const back = await post(till, `/play/api/till/redemptions/${kept}/return`, goods);
  expect(back.statusCode, back.body).toBe(201);
  const given = await post(three.phone, `/play/api/vouchers/${three.claimId}/return`);
  expect(given.statusCode, given.body).toBeLessThan(300);
  await meanwhile();
  const ended = await post(officer.cookie, `/api/staff/rehearsals/${rehearsal.id}/end`);
  expect(ended.statusCode, ended.body).toBe(200);
  return ended.json();
}

test("a whole rehearsal leaves every table and every page as it was, but for the line that says it was held", async () => {
  const before = { tables: await tables(), seen: await seen() };
  expect(Object.keys(before.tables).length).toBeGreaterThan(80);
  const told = Object.entries(before.seen).filter(([, answer]) => (answer as number[])[0] === 200);
  const silent = pages.filter((url) => !told.some(([asked]) => asked.endsWith(` ${url}`)));
  expect(silent).toEqual([]);

  const played = await playItAll(async () => expect(await seen()).toEqual(before.seen));
  expect(played).toMatchObject({ entered: 4, won: 3, redeemed: 2 });

  expect(await tables()).toEqual(before.tables);
  expect(await seen()).toEqual(before.seen);
}, 120_000);

test("and the comparison notices one redemption, one row and one name outside the play tree", async () => {
  const { post } = asking(server.world);
  const before = { tables: await tables(), seen: await seen() };
  const code = await aCode(server.world, real.person, real.claim);
  expect((await post(real.shop.cookie, "/api/till/redemptions", { code, amountFen: 30_000 })).statusCode).toBe(201);
  const after = { tables: await tables(), seen: await seen() };
  const changed = Object.keys(after.tables).filter((table) => after.tables[table] !== before.tables[table]);
  for (const table of ["benefits.redemption", "stock.claim", "funds.entry", "kernel.outbox", "kernel.audit_record"])
    expect(changed).toContain(table);
  expect(after.seen).not.toEqual(before.seen);

  await transact(server.base.database.ctx(), (tx) =>
    sql`update membership.person set name = '别人' where id = ${real.person}`.execute(tx.db),
  );
  expect((await tables())["membership.person"]).not.toBe(after.tables["membership.person"]);
}, 60_000);

test("what was rehearsed is on no public page, and its codes are worth nothing afterwards", async () => {
  const { get, post } = asking(server.world);
  const rehearsal = await aRehearsal(server.world, draft, { phones: 1 });
  const shared = `/api/share/campaigns/${rehearsal.playCampaignId}/poster`;
  expect((await get("", shared)).statusCode).toBe(404);
  expect((await get("", `/api/share/campaigns/${real.campaignId}/poster`)).statusCode).toBe(200);
  expect((await get("", `/campaigns/${rehearsal.playCampaignId}`)).body).not.toContain("og:title");
  expect((await post("", "/play/api/staff/sign-in", { login: "a", password: "b" })).json().code).toBe(
    "access.not_in_play",
  );
  await post(draft.officer.cookie, `/api/staff/rehearsals/${rehearsal.id}/end`);
});
