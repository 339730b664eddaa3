import { sql } from "kysely";
import type { AuditPlace } from "#kernel/audit/audit-cursor";
import { behind, exactly } from "#kernel/audit/audit-cursor";
import type { Db } from "#kernel/database/db";
import { today } from "#kernel/database/today";
import type { Correctable } from "./own-data.rules.ts";

export interface CorrectionRow {
  id: string;
  personId: string;
  node: string;
  field: Correctable;
  said: Buffer | null;
  state: "waiting" | "done" | "refused" | "withdrawn";
  answer: string | null;
  askedAt: Date;
  answeredAt: Date | null;
}

const columns = sql.raw(
  "c.id, c.person_id, c.node::text as node, c.field, c.said, c.state, c.answer, c.asked_at, c.answered_at",
);

export const insertCorrection = (
  db: Db,
  c: Pick<CorrectionRow, "id" | "personId" | "node" | "field"> & { said: Buffer },
) =>
  sql`insert into membership.correction (id, person_id, node, field, said)
    values (${c.id}::uuid, ${c.personId}::uuid, ${c.node}::ltree, ${c.field}, ${c.said})`.execute(db);

/** A person's, the latest first. */
export async function listOfPerson(db: Db, personId: string): Promise<CorrectionRow[]> {
  const { rows } = await sql<CorrectionRow>`select ${columns} from membership.correction c
    where c.person_id = ${personId}::uuid order by c.asked_at desc, c.id limit 50`.execute(db);
  return rows;
}

/** Those that wait below these nodes, the longest waiting first. */
export async function listWaitingBelow(db: Db, paths: string[]): Promise<(CorrectionRow & { name: string })[]> {
  const { rows } = await sql<CorrectionRow & { name: string }>`select ${columns}, p.name from membership.correction c
      join membership.person p on p.id = c.person_id
    where c.state = 'waiting' and c.node <@ any(${paths}::ltree[]) order by c.asked_at, c.id limit 200`.execute(db);
  return rows;
}

export async function lockCorrection(db: Db, id: string): Promise<CorrectionRow | undefined> {
  const { rows } = await sql<CorrectionRow>`select ${columns} from membership.correction c
    where c.id = ${id}::uuid for update`.execute(db);
  return rows[0];
}

/** Those of one person that wait, locked. */
export async function lockWaitingOf(db: Db, personId: string): Promise<CorrectionRow[]> {
  const { rows } = await sql<CorrectionRow>`select ${columns} from membership.correction c
    where c.person_id = ${personId}::uuid and c.state = 'waiting' order by c.id for update`.execute(db);
  return rows;
}

export const answerCorrection = (
  db: Db,
  id: string,
  { state, answer }: { state: "done" | "refused" | "withdrawn"; answer: string | null },
) =>
  sql`update membership.correction set state = ${state}, answer = ${answer}, answered_at = clock_timestamp()
    where id = ${id}::uuid`.execute(db);

export interface ClosingRow {
  id: string;
  personId: string;
  node: string;
  askedAt: Date;
  dueOn: string;
}

export const insertClosing = (db: Db, c: Pick<ClosingRow, "id" | "personId" | "node" | "dueOn">) =>
  sql`insert into membership.closing (id, person_id, node, due_on)
    values (${c.id}::uuid, ${c.personId}::uuid, ${c.node}::ltree, ${c.dueOn}::date)`.execute(db);

/** The closing of a person's account that waits for its day, locked. */
export async function lockClosing(db: Db, personId: string): Promise<ClosingRow | undefined> {
  const { rows } =
    await sql<ClosingRow>`select id, person_id, node::text as node, asked_at, due_on from membership.closing
    where person_id = ${personId}::uuid and state = 'waiting' for update`.execute(db);
  return rows[0];
}

/** Whose day has come, in the order of ids; `after` is the last one of an earlier page. */
export async function listDueClosings(
  db: Db,
  day: string,
  page: { after: string | undefined; limit: number },
): Promise<{ id: string; personId: string }[]> {
  const { rows } = await sql<{ id: string; personId: string }>`select id, person_id from membership.closing
    where state = 'waiting' and due_on <= ${day}::date and (${page.after ?? null}::uuid is null or id > ${page.after ?? null}::uuid)
    order by id limit ${page.limit}`.execute(db);
  return rows;
}

export const endClosing = (db: Db, id: string, state: "taken_back" | "done") =>
  sql`update membership.closing set state = ${state}, ended_at = clock_timestamp() where id = ${id}::uuid`.execute(db);

export interface Look {
  chain: string;
  seq: string;
  at: Date;
  /** To the microsecond. */
  exactly: string;
  actor: string;
  /** By the member, also while the file was another that has become one with theirs. */
  isOwn: boolean;
  action: string;
  detail: string;
  /** The organisation from which staff acted: where the duty was held that covered the file; the account's own otherwise. */
  organisation: string | null;
}

/**
 * Who looked at a person's file and who changed it, and files that became theirs, the latest first: by name, and in records about many, as a
 * list that was brought in writes them. `before` is the last that was shown.
 */
export async function listLooks(
  db: Db,
  personId: string,
  page: { before: AuditPlace | undefined; limit: number },
): Promise<Look[]> {
  const { rows } = await sql<Look>`with theirs as (select ${personId}::uuid as id union
      select merged_id from membership.merge where person_id = ${personId}::uuid and undone_at is null)
    select r.chain, r.seq, r.at, ${exactly} as exactly, r.actor, r.action, r.payload as detail,
      r.actor in (select 'member:' || id from theirs) as is_own, coalesce(held.name, home.name) as organisation
    from (select * from kernel.audit_record where object_type = 'person' and object_id in (select id::text from theirs)
      union all select about.* from theirs cross join lateral kernel.audit_about(theirs.id) about) r
      left join kernel.staff_account a on r.actor = 'staff:' || a.id
      left join membership.organisation home on home.id = a.node_id
      left join lateral (select o.name from kernel.duty_grant g join membership.organisation o on o.id = g.node_id
        where g.account_id = a.id and g.during @> r.at and g.node @> r.node order by nlevel(g.node) desc limit 1) held on true
    where ${behind(page.before)} order by r.at desc, r.chain desc, r.seq desc limit ${page.limit}`.execute(db);
  return rows;
}

export interface Level {
  name: string;
  /** The union itself, one above it, one that serves, or an industry federation to which the union is linked. */
  how: "union" | "above" | "serving" | "industry";
}

/** Who may see something of a person, the nearest first. */
export async function listLevels(db: Db, personId: string, node: string): Promise<Level[]> {
  const { rows } = await sql<Level>`
    select name, how from (
      select o.name, case when o.node = ${node}::ltree then 'union' else 'above' end as how, 100 - nlevel(o.node) as rank
        from membership.organisation o where o.node @> ${node}::ltree
      union all
      select o.name, 'serving', 200 from membership.membership m join membership.organisation o on o.id = m.organisation_id
        where m.person_id = ${personId}::uuid and m.valid_to is null and not m.is_primary
      union all
      select o.name, 'industry', 300 from membership.organisation_link l join membership.organisation o on o.id = l.to_id
        where l.grants_sight and l.from_node @> ${node}::ltree and l.valid_from <= ${today}
          and (l.valid_to is null or l.valid_to > ${today})) levels
    order by rank, name`.execute(db);
  return rows;
}

/**
 * Empties a file: what says who it was is overwritten, sealed values go with the indexes by which they were found, and so does what was
 * said in transfers, corrections and an invitation to its phone. The row, its number and what counts by its id stay.
 */
export const emptyFile = (db: Db, personId: string) =>
  sql`with file as (update membership.person set name = '已注销', pinyin = '', initials = '', phone = null, phone_index = null,
        sex = null, birth_date = null, tags = '{}', verified_at = null, id_kind = null, id_number = null, id_index = null,
        ethnicity = null, education = null, politics = null, household_kind = null, work_type = null, skill_level = null,
        title = null, employer_name = null, remark = null, updated_at = clock_timestamp()
      where id = ${personId}::uuid),
    asked as (update membership.application set name = '', employer_name = '', platform_name = '', phone = null, id_number = null,
        id_index = null, phone_index = decode(replace(gen_random_uuid()::text, '-', ''), 'hex'), appeal = null, district_id = null,
        destroyed_at = coalesce(destroyed_at, clock_timestamp()), updated_at = clock_timestamp()
      where person_id = ${personId}::uuid),
    moves as (update membership.transfer set reason = '--', refusal = case when refusal is not null then '--' end,
        appeal = case when appeal is not null then '--' end
      where person_id = ${personId}::uuid),
    invited as (update membership.invitation i set phone_index = null, phone_masked = null, note = '',
        revoked_at = coalesce(i.revoked_at, clock_timestamp())
      from membership.person p where p.id = ${personId}::uuid and i.phone_index = p.phone_index)
    update membership.correction set said = null, answer = case when answer is not null then '--' end,
      state = case when state = 'waiting' then 'withdrawn' else state end, answered_at = coalesce(answered_at, clock_timestamp())
    where person_id = ${personId}::uuid`.execute(db);

/** By which text messages to a file's number are found, also of one that was closed for another. */
export async function findPhoneIndex(db: Db, personId: string): Promise<Buffer | null> {
  const { rows } = await sql<{ phoneIndex: Buffer | null }>`select phone_index from membership.person
    where id = ${personId}::uuid`.execute(db);
  return rows[0]?.phoneIndex ?? null;
}

/**
 * Forgets which files were made one with this one, and what stood in them before: no merge can be taken back from then on. Gives the files
 * that were closed for it, with those that were closed for them.
 */
export async function forgetMerges(db: Db, personId: string): Promise<string[]> {
  const { rows } = await sql<{ mergedId: string }>`
    with recursive one as (
      select id, merged_id, undone_at from membership.merge where person_id = ${personId}::uuid
      union select m.id, m.merged_id, m.undone_at from membership.merge m join one on m.person_id = one.merged_id and one.undone_at is null)
    delete from membership.merge m using one where m.id = one.id
      returning case when one.undone_at is null then m.merged_id end as merged_id`.execute(db);
  return [...new Set(rows.flatMap((row) => row.mergedId ?? []))];
}
