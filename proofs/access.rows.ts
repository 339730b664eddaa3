import pg from "pg";
import { asSuperuser } from "../server/access.builders.ts";
import type { Actor } from "../server/kernel/actor.ts";
import { rowSecurityContext } from "../server/kernel/context.ts";
import { relations } from "./access.model.ts";
import { type AccessWorld, canary } from "./access.world.ts";
import { type SeededRandom, shuffled } from "./random.ts";

/** Somebody whom nothing of the city concerns, as the database is told of them. */
interface Stranger {
  who: string;
  actor: Actor;
}

interface Table {
  name: string;
  /** SQL that is true of what is the city's; `$1` its path, `$2` that of the street below it, `$3` its canary. */
  ofCity: string;
}

/** What strangers may read of a city by design, and why. */
const known: readonly { tables: readonly string[]; who: RegExp; why: string }[] = [
  {
    tables: ["kernel.node"],
    who: /./,
    why: "the tree without a name in it: a number and a path, by which everything else is placed",
  },
  { tables: ["membership.organisation"], who: /^descendant$/, why: "whoever works below knows the unions above" },
  {
    tables: ["membership.registration"],
    who: /^descendant$/,
    why: "a year of registration holds for the branch: those below read its days",
  },
  { tables: ["benefits.office"], who: /^descendant$/, why: "how many people allow a campaign binds the unions below" },
  {
    tables: ["membership.organisation_link"],
    who: /^(descendant|industry|industry_without_sight|alliance|pairing|ended_link)$/,
    why: "a link is both ends' own",
  },
  {
    tables: ["places.place", "places.hall", "places.seat_map", "places.seat"],
    who: /^descendant$/,
    why: "halls of a city are there for its streets",
  },
];

/** Everything that staff of no relation, members and tills of elsewhere are shown when the app asks for all there is. */
function strangersOf({ places }: AccessWorld): Stranger[] {
  const staff = (path: string | undefined): Actor => ({
    ...{ kind: "staff", sessionId: "proof", accountId: "00000000-0000-7000-8000-000000000000", name: "proof" },
    duties: path === undefined ? [] : [{ duty: "administrator", path }],
  });
  const inForce = relations.filter((one) => !["own", "ancestor", "expired", "ahead", "none"].includes(one));
  const member = (path: string): Actor => ({
    ...{ kind: "member", sessionId: "proof", personId: "00000000-0000-7000-8000-000000000000", reach: [path] },
  });
  return [
    ...inForce.map((who) => ({ who, actor: staff(places[who].path) })),
    // A duty that is over, not begun or never given puts nothing into the context.
    { who: "none", actor: staff(undefined) },
    { who: "member of another city", actor: member(places.sibling.path) },
    { who: "anonymous", actor: { kind: "anonymous" } },
    {
      who: "till of another city",
      actor: { kind: "till", sessionId: "proof", tillId: "0", storeId: "0", node: places.sibling.path },
    },
    {
      who: "door of another city",
      actor: { kind: "door", sessionId: "proof", doorId: "0", node: places.sibling.path },
    },
  ];
}

/** The tables that the app may read, each with what makes a row the city's. */
async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; nodes: string[] | null }>(`
    select format('%I.%I', n.nspname, c.relname) as name, array_agg(a.attname::text order by a.attnum)
      filter (where a.atttypid = 'ltree'::regtype) as nodes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    where c.relkind in ('r', 'p', 'v') and not c.relispartition and not a.attisdropped
      and n.nspname not in ('pg_catalog', 'information_schema') and has_table_privilege(c.oid, 'select')
    group by 1 order by 1`);
  return rows.map(({ name, nodes }) => {
    const lies = (nodes ?? []).map((column) => `(${column} <@ $1::ltree and not ${column} <@ $2::ltree)`);
    return { name, ofCity: [...lies, "t::text like $3"].join(" or ") };
  });
}

export interface RowsFound {
  tables: number;
  /** Questions that were asked. */
  asked: number;
  /** Rows of the city that the server itself finds, so that it is known that there is something to leak. */
  rows: number;
  leaks: string[];
}

/**
 * The app without a check of its own: each table is read whole, and changed whole, under the row level security of somebody whom the
 * city does not concern. Gives every row of the city that comes to light or is touched.
 */
export async function findLeaks(world: AccessWorld, only?: string): Promise<RowsFound> {
  const { appUrl } = world.server.base.database;
  const client = new pg.Client({ connectionString: appUrl });
  await client.connect();
  try {
    const tables = (await tablesOf(client)).filter(({ name }) => only === undefined || name === only);
    const found: RowsFound = { tables: tables.length, asked: 0, rows: 0, leaks: [] };
    const values = [world.city.node.path, world.places.descendant.path, `%${canary}%`];
    const count = async (actor: Actor, each: (table: Table, touched: number) => void) => {
      await client.query(`begin; ${rowSecurityContext(actor)}; savepoint each`);
      for (const table of tables) {
        each(table, await touchedIn(client, table, values));
        found.asked++;
      }
      await client.query("rollback");
    };
    await count({ kind: "system", name: "proof" }, (_, rows) => {
      found.rows += rows;
    });
    for (const { who, actor } of strangersOf(world))
      await count(actor, ({ name }, rows) => {
        const isKnown = known.some((one) => one.tables.includes(name) && one.who.test(who));
        if (rows > 0 && !isKnown) found.leaks.push(`${name}: ${rows} rows to ${who}`);
      });
    return found;
  } finally {
    await client.end();
  }
}

/**
 * Takes the row level security off one table after the other, puts it back, and asks in between. Gives how many were opened, which of
 * them leaked unnoticed, and the rows that came to light.
 */
export async function leaksWithout(
  world: AccessWorld,
  most: number,
  random: SeededRandom,
): Promise<{ tables: number; missed: string[]; rows: number }> {
  const { base } = world.server;
  const guarded = await asSuperuser(base, (query) =>
    query(`select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'node' and a.atttypid = 'ltree'::regtype
      where c.relrowsecurity and c.relkind in ('r', 'p') and not c.relispartition
        and has_table_privilege('gonghui_app', c.oid, 'select') order by 1`),
  );
  const names = shuffled(
    guarded.map(({ name }) => String(name)),
    random,
  );
  const done = { tables: 0, missed: [] as string[], rows: 0 };
  for (const name of names) {
    if (done.tables >= most) break;
    await asSuperuser(base, (query) => query(`alter table ${name} disable row level security`));
    const { rows, leaks } = await findLeaks(world, name);
    await asSuperuser(base, (query) => query(`alter table ${name} enable row level security`));
    if (rows === 0) continue; // nothing of the city in it, nothing to find
    done.tables++;
    done.rows += rows;
    if (leaks.length === 0) done.missed.push(name);
  }
  return done;
}

/** How many rows of the city are seen, or could be changed or deleted. What the app may not do at all is none. */
async function touchedIn(client: pg.Client, { name, ofCity }: Table, values: string[]): Promise<number> {
  const { rows } = await client.query(
    `select 1 from ${name} t where ${ofCity} or $1::text is null or $2::text is null or $3::text is null limit 1000`,
    values,
  );
  return rows.length;
}
