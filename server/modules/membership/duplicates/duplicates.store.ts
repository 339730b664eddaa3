import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { FoundPair } from "./duplicates.rules.ts";

/** More than so many of one name and birthday, or of one name in one union, are not compared: that says nothing any more. */
const mostInBlock = 60;

/** Groups of people who sound alike and share a birthday or a union: ids of those in each, for one stretch of the register. */
export async function listBlocks(db: Db, stretch: { after: string; upTo: string }): Promise<string[][]> {
  const of = sql`membership.person where left_at is null and pinyin > ${stretch.after} and pinyin <= ${stretch.upTo}`;
  const size = sql`having count(*) between 2 and ${mostInBlock}`;
  const { rows } = await sql<{ ids: string[] }>`
    select array_agg(id) as ids from ${of} and birth_date is not null group by pinyin, birth_date ${size}
    union all select array_agg(id) from ${of} group by pinyin, node ${size}`.execute(db);
  return rows.map(({ ids }) => ids);
}

/** The end of a stretch of about so many people, in the order of pinyin; undefined behind the last of them. */
export async function findStretch(db: Db, after: string, people: number): Promise<string | undefined> {
  const { rows } = await sql<{ upTo: string | null }>`select max(pinyin) as up_to from (
    select pinyin from membership.person where pinyin > ${after} order by pinyin limit ${people}) s`.execute(db);
  return rows[0]?.upTo ?? undefined;
}

/** Those to whom each of these people has to be compared: birthday and sound in any order, or sound and union. By the indexes. */
export async function listBlocksAround(db: Db, ids: readonly string[]): Promise<string[][]> {
  const { rows } = await sql<{ ids: string[] }>`
    select array[p.id] || array_agg(distinct o.id) as ids
    from membership.person p cross join lateral (
      (select id from membership.person where birth_date = p.birth_date and left_at is null and id <> p.id
        and membership.sound_key(pinyin) = membership.sound_key(p.pinyin) limit ${mostInBlock})
      union (select id from membership.person where pinyin = p.pinyin and node = p.node and left_at is null and id <> p.id
        limit ${mostInBlock})) o
    where p.id = any(${[...ids]}::uuid[]) and p.left_at is null group by p.id`.execute(db);
  return rows.map(({ ids }) => ids);
}

/** Writes pairs down; what somebody has decided stays decided, an open one gets its new score. */
export async function putPairs(db: Db, pairs: readonly (FoundPair & { id: string })[]): Promise<void> {
  if (pairs.length === 0) return;
  const list = JSON.stringify(
    pairs.map(({ firstId, secondId, ...pair }) => ({ ...pair, first: firstId, second: secondId })),
  );
  await sql`insert into membership.duplicate as d (id, first_id, second_id, node, score, reasons)
    select l.id, a.id, b.id, membership.above_both(a.node, b.node), l.score, l.reasons
    from jsonb_to_recordset(${list}::jsonb) as l (id uuid, first uuid, second uuid, score smallint, reasons jsonb)
    join membership.person a on a.id = l.first join membership.person b on b.id = l.second
    order by a.id, b.id
    on conflict (first_id, second_id) do update set node = excluded.node, score = excluded.score, reasons = excluded.reasons
      where d.state = 'open' and (d.node, d.score, d.reasons) is distinct from (excluded.node, excluded.score, excluded.reasons)`.execute(
    db,
  );
}

/** Open pairs of these people that are none any more: what was written wrongly has been corrected. */
export const dropUnlike = (db: Db, ids: readonly string[], still: readonly FoundPair[]) =>
  sql`delete from membership.duplicate d where d.state in ('open', 'later')
    and (d.first_id = any(${[...ids]}::uuid[]) or d.second_id = any(${[...ids]}::uuid[]))
    and not exists (select from unnest(${still.map(({ firstId }) => firstId)}::uuid[], ${still.map(({ secondId }) => secondId)}::uuid[])
      as s (first_id, second_id) where (s.first_id, s.second_id) = (d.first_id, d.second_id))`.execute(db);

export const pairStates = ["open", "later", "apart"] as const;
export type PairState = (typeof pairStates)[number] | "merged";

export interface PairRow {
  id: string;
  firstId: string;
  secondId: string;
  firstNode: string;
  secondNode: string;
  /** What lies above both now. */
  node: string;
  score: number;
  reasons: FoundPair["reasons"];
  state: PairState;
  decidedBy: string | null;
  decidedAt: Date | null;
}

const pair = sql.raw(`d.id, d.first_id, d.second_id, a.node::text as first_node, b.node::text as second_node,
  membership.above_both(a.node, b.node)::text as node, d.score, d.reasons, d.state, d.decided_by, d.decided_at`);
const both = sql.raw(`membership.duplicate d join membership.person a on a.id = d.first_id and a.left_at is null
  join membership.person b on b.id = d.second_id and b.left_at is null`);

/** A page of pairs below these subtrees, the likeliest first. */
export async function listPairs(
  db: Db,
  filter: { paths: string[]; organisationNode: string | undefined; state: PairState },
  page: { after: { score: number; id: string } | undefined; limit: number },
): Promise<PairRow[]> {
  const { rows } = await sql<PairRow>`select ${pair} from ${both}
    where d.state = ${filter.state} and membership.above_both(a.node, b.node) <@ any(${filter.paths}::ltree[])
      and (${filter.organisationNode ?? null}::ltree is null or a.node <@ ${filter.organisationNode ?? null}::ltree
        or b.node <@ ${filter.organisationNode ?? null}::ltree)
      and (${page.after?.id ?? null}::uuid is null or d.score < ${page.after?.score ?? 0}
        or (d.score = ${page.after?.score ?? 0} and d.id > ${page.after?.id ?? null}::uuid))
    order by d.score desc, d.id limit ${page.limit}`.execute(db);
  return rows;
}

/** A pair of two who are there, locked. */
export async function lockPair(db: Db, id: string): Promise<PairRow | undefined> {
  const { rows } = await sql<PairRow>`select ${pair} from ${both} where d.id = ${id}::uuid for update of d`.execute(db);
  return rows[0];
}

export const setPairState = (db: Db, id: string, { state, by }: { state: PairState; by: string | null }) =>
  sql`update membership.duplicate set state = ${state}, decided_by = ${by},
      decided_at = case when ${by}::text is not null then clock_timestamp() end
    where id = ${id}::uuid`.execute(db);

/** The pair of two people, whichever comes first. */
export const setPairOf = (db: Db, people: readonly [string, string], state: PairState, by: string | null) =>
  sql`update membership.duplicate set state = ${state}, decided_by = ${by},
      decided_at = case when ${by}::text is not null then clock_timestamp() end
    where first_id = least(${people[0]}::uuid, ${people[1]}::uuid)
      and second_id = greatest(${people[0]}::uuid, ${people[1]}::uuid)`.execute(db);

/** Who was said to be somebody else than the one is somebody else than the other too. */
export const inheritApart = (db: Db, from: string, to: string) =>
  sql`insert into membership.duplicate (id, first_id, second_id, node, score, reasons, state, decided_by, decided_at)
    select gen_random_uuid(), least(o.id, ${to}::uuid), greatest(o.id, ${to}::uuid), d.node, d.score, d.reasons, d.state, d.decided_by,
      d.decided_at
    from membership.duplicate d join membership.person o on o.id in (d.first_id, d.second_id) and o.id <> ${from}::uuid
    where d.state = 'apart' and ${from}::uuid in (d.first_id, d.second_id) and o.id <> ${to}::uuid
    on conflict (first_id, second_id) do nothing`.execute(db);
