import pg from "pg";
import { expect } from "vitest";
import { aDuty, aFund, aMerchant, campaignInput, type Organisation, type World } from "../benefits.builders.ts";
import { ask } from "../merchants/merchants.builders.ts";

type Answer = Awaited<ReturnType<typeof ask>>;

/** Asks as a browser would; `cookie` may be empty. */
export const asking = ({ app }: Pick<World, "app">) => ({
  post: (cookie: string, url: string, payload: object = {}): Promise<Answer> => ask(app, url, { cookie, payload }),
  get: (cookie: string, url: string): Promise<Answer> => ask(app, url, { cookie }),
});

/** A drafted campaign of a union with money and a shop, and the officer who wrote it. */
export async function aDraft(world: World, union: Organisation, given: Record<string, unknown> = {}) {
  const officer = await aDuty(world, union, "benefits.maker");
  const shop = await aMerchant(world, union);
  const input = campaignInput(union, {
    ...{ fundSourceId: await aFund(world, union), storeIds: [shop.store.id] },
    schedule: { rule: null, firstOpensAt: campaignInput(union).schedule.firstOpensAt, mode: "first_come" },
    ...given,
  });
  const drafted = await asking(world).post(officer.cookie, "/api/staff/campaigns", input);
  expect(drafted.statusCode, drafted.body).toBe(201);
  return { officer, shop, campaignId: drafted.json().id as string };
}

/** A rehearsal of it, as its runner's page shows it. */
export async function aRehearsal(
  world: World,
  { officer, campaignId }: { officer: { cookie: string }; campaignId: string },
  given: Record<string, unknown> = {},
) {
  const body = { phones: 3, ...given };
  const started = await asking(world).post(officer.cookie, `/api/staff/campaigns/${campaignId}/rehearsals`, body);
  expect(started.statusCode, started.body).toBe(201);
  return started.json();
}

const cookieOf = (answer: Answer) => answer.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
export const keyOf = (link: { url: string | null }) => (link.url ?? "").split("#")[1] ?? "";

/** Scans a link: the phone's cookie. */
export async function scan(world: World, link: { url: string | null }): Promise<string> {
  const entered = await asking(world).post("", "/play/api/rehearsals/enter", { key: keyOf(link) });
  expect(entered.statusCode, entered.body).toBe(200);
  return cookieOf(entered);
}

/** A browser that becomes the play till, with the first clerk at work. */
export async function aPlayTill(world: World, officer: { cookie: string }, rehearsal: { id: string }) {
  const { post, get } = asking(world);
  const code = await post(officer.cookie, `/api/staff/rehearsals/${rehearsal.id}/till-codes`);
  const { pairingCode } = code.json();
  const paired = await post("", "/play/api/till/pair", { pairingCode, deviceName: "演练平板" });
  expect(paired.statusCode, paired.body).toBe(201);
  const cookie = cookieOf(paired);
  const me = (await get(cookie, "/play/api/till/me")).json();
  return { cookie, me };
}

/** Time that goes by, in the database: minutes and hours are too long to wait for. */
async function asOwner(world: World, statements: readonly string[], id: string): Promise<void> {
  const client = new pg.Client({ connectionString: world.database.ownerUrl });
  await client.connect();
  try {
    await client.query("begin; set local app.scope = '*'");
    for (const statement of statements) await client.query(statement, [id]);
    await client.query("commit");
  } finally {
    await client.end();
  }
}

/** Lets a release open now. */
export const openNow = (world: World, releaseId: string) =>
  asOwner(
    world,
    [
      `update stock.quota set opens_at = now() - interval '1 second', valid_from = now() - interval '1 second',
        entry_opens_at = entry_opens_at - interval '10 minutes',
        entry_closes_at = case when entry_closes_at is not null then now() end where id = $1`,
      "update releases.release set opens_at = now() - interval '1 second' where id = $1",
    ],
    releaseId,
  );

/** Lets the hours of a rehearsal be over. */
export const letTimeEnd = (world: World, rehearsalId: string) =>
  asOwner(
    world,
    ["update benefits.rehearsal set opens_at = now() - interval '4 hours', ends_by = now() where id = $1"],
    rehearsalId,
  );
