import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import pg from "pg";
import { rounded } from "../bench.ts";
import type { Stage } from "../stage.ts";
import type { RowsWanted } from "./rows.ts";

export interface Union {
  id: string;
  node: string;
  /** Its people are `from` to before `to`. */
  from: number;
  to: number;
}

/** A province with cities, counties and base unions; whoever is whose member lies side by side, as imports of counties leave it. */
export interface Register {
  people: number;
  province: Union;
  cities: Union[];
  counties: Union[];
  unions: Union[];
  fillSeconds: number;
}

/** 7.3 million people are then 14 cities, 120 counties and 12,167 unions. */
const size = { union: 600, county: 61_000, city: 8.6 };

/** Fills an empty stage. */
export async function fillRegister(stage: Stage, people: number, say: (line: string) => void): Promise<Register> {
  const start = performance.now();
  const owner = new pg.Client({ connectionString: stage.superuserUrl });
  await owner.connect();
  await owner.query("set app.scope = '*'; set maintenance_work_mem = '512MB'; set session_replication_role = replica");
  const tree = await plantTree(owner, people);
  const indexes = await dropIndexes(owner);
  await writePeople(stage, people, tree.unions);
  say(`${people} people written after ${seconds(start)} s`);
  await owner.query(
    `insert into membership.membership (id, person_id, organisation_id, node, is_primary, valid_from)
     select kernel.uuidv7(), p.id, o.id, p.node, true, current_date
     from membership.person p join membership.organisation o on o.node = p.node`,
  );
  await owner.query(
    `insert into membership.member_tally (organisation_id, node, change)
     select organisation_id, node, count(*) from membership.membership group by organisation_id, node`,
  );
  for (const one of indexes) await owner.query(one);
  await owner.query("select setval('membership.member_number', $1)", [people]);
  for (const table of ["membership.person", "membership.membership", "membership.organisation", "kernel.node"])
    await owner.query(`vacuum (analyze) ${table}`);
  await owner.query("checkpoint");
  await owner.end();
  const fillSeconds = seconds(start);
  say(`${people} people indexed after ${fillSeconds} s`);
  return { people, ...tree, fillSeconds };
}

const seconds = (start: number): number => rounded((performance.now() - start) / 1000);

async function plantTree(owner: pg.Client, people: number): Promise<Omit<Register, "people" | "fillSeconds">> {
  const counties = Math.max(1, Math.round(people / size.county));
  const shapes = { city: Math.ceil(counties / size.city), county: counties, base: Math.ceil(people / size.union) };
  const levels: Union[][] = [await plant(owner, { kind: "province", count: 1, people, above: [] })];
  for (const [kind, count] of Object.entries(shapes))
    levels.push(await plant(owner, { kind, count, people, above: levels.at(-1) ?? [] }));
  const [[province] = [], cities = [], thoseCounties = [], unions = []] = levels;
  if (province === undefined) throw new Error("there is no province");
  return { province, cities, counties: thoseCounties, unions };
}

/** So many organisations below those above, each with an even share of the people. */
async function plant(
  owner: pg.Client,
  { kind, count, people, above }: { kind: string; count: number; people: number; above: Union[] },
): Promise<Union[]> {
  const share = (at: number) => Math.floor((people * at) / count);
  const rows = Array.from({ length: count }, (_, at) => ({
    ...{ id: randomUUID(), from: share(at), to: share(at + 1), name: `${kind} ${at + 1}` },
    parent: above[Math.floor((at * above.length) / count)]?.id ?? null,
  }));
  const { rows: planted } = await owner.query<{ id: string; node: string }>(
    "select id, kernel.add_node(id, parent)::text as node from unnest($1::uuid[], $2::uuid[]) as t (id, parent)",
    [rows.map(({ id }) => id), rows.map(({ parent }) => parent)],
  );
  const nodeOf = new Map(planted.map(({ id, node }) => [id, node]));
  await owner.query(
    `insert into membership.organisation (id, node, kind, name, short_name, pinyin, initials)
     select k.id, k.path, $2, t.name, t.name, t.name, 'o' from unnest($1::uuid[], $3::text[]) as t (id, name)
     join kernel.node k on k.id = t.id`,
    [rows.map(({ id }) => id), kind, rows.map(({ name }) => name)],
  );
  return rows.map(({ id, from, to }) => ({ id, node: nodeOf.get(id) ?? "", from, to }));
}

/** Indexes are made at the end, as after a restore; gives what makes them. */
async function dropIndexes(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string; made: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made from pg_index i
     where i.indrelid in ('membership.person'::regclass, 'membership.membership'::regclass)
       and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`,
  );
  for (const { name } of rows) await owner.query(`drop index ${name}`);
  return rows.map(({ made }) => made);
}

const threads = 4;

async function writePeople(stage: Stage, people: number, unions: Union[]): Promise<void> {
  const share = Math.ceil(people / threads);
  await Promise.all(
    Array.from({ length: threads }, async (_, at) => {
      const wanted: RowsWanted = {
        ...{ url: stage.superuserUrl, secretsFile: stage.secretsFile, dataDir: stage.dataDir },
        ...{ from: at * share, to: Math.min(people, (at + 1) * share) },
        unions: unions.map(({ node, from }) => ({ node, from })),
      };
      const worker = new Worker(new URL("./rows.ts", import.meta.url), { workerData: wanted });
      const [code] = await once(worker, "exit");
      if (code !== 0) throw new Error(`a thread that writes people ended with ${code}`);
    }),
  );
}
