import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { AwardOutcome } from "./award.schemas.ts";

export interface AwardRow {
  id: string;
  campaignId: string;
  releaseId: string;
  node: string;
  reason: string;
  state: "proposed" | "given" | "refused";
  createdBy: string;
  createdByName: string;
  createdAt: Date;
  decidedByName: string | null;
  decidedAt: Date | null;
}

const columns =
  sql.raw(`id, campaign_id, release_id, award.node::text as node, reason, state, created_by, created_by_name, created_at,
  decided_by_name, decided_at`);

export const insertAward = (
  db: Db,
  a: Pick<AwardRow, "id" | "campaignId" | "releaseId" | "node" | "reason" | "createdBy" | "createdByName"> & {
    importId?: string | null;
  },
) =>
  sql`insert into benefits.award (id, campaign_id, release_id, node, reason, created_by, created_by_name, import_id)
    values (${a.id}, ${a.campaignId}, ${a.releaseId}, ${a.node}::ltree, ${a.reason}, ${a.createdBy}, ${a.createdByName},
      ${a.importId ?? null})`.execute(db);

export const insertAwardPeople = (
  db: Db,
  award: { id: string; node: string },
  people: readonly { personId: string; key: string }[],
) =>
  sql`insert into benefits.award_person (award_id, person_id, position, node, key)
    select ${award.id}, p.person, p.position, ${award.node}::ltree, p.key
    from unnest(${people.map(({ personId }) => personId)}::uuid[], ${people.map(({ key }) => key)}::uuid[])
      with ordinality as p (person, key, position)`.execute(db);

export async function findAward(db: Db, id: string): Promise<AwardRow | undefined> {
  const { rows } = await sql<AwardRow>`select ${columns} from benefits.award where id = ${id}`.execute(db);
  return rows[0];
}

/** The award, held until the transaction ends. */
export async function lockAward(db: Db, id: string): Promise<AwardRow | undefined> {
  const { rows } = await sql<AwardRow>`select ${columns} from benefits.award where id = ${id} for update`.execute(db);
  return rows[0];
}

export async function listAwards(db: Db, campaignId: string): Promise<AwardRow[]> {
  const { rows } = await sql<AwardRow>`select ${columns} from benefits.award
    where campaign_id = ${campaignId} order by id desc limit 200`.execute(db);
  return rows;
}

/** Awards that wait for a second person in these subtrees, the oldest first. */
export async function listProposed(db: Db, paths: string[]): Promise<(AwardRow & { people: number })[]> {
  const { rows } = await sql<AwardRow & { people: number }>`select ${columns},
      (select count(*)::integer from benefits.award_person p where p.award_id = award.id) as people
    from benefits.award where state = 'proposed' and ${paths}::ltree[] @> node order by id limit 100`.execute(db);
  return rows;
}

export interface AwardPersonRow {
  awardId: string;
  personId: string;
  key: string;
  outcome: AwardOutcome | null;
  claimId: string | null;
  /** What has become of the claim since. */
  claimState: string | null;
}

export async function listAwardPeople(db: Db, awardIds: string[]): Promise<AwardPersonRow[]> {
  const { rows } = await sql<AwardPersonRow>`
    select p.award_id, p.person_id, p.key, p.outcome, p.claim_id, c.state as claim_state
    from benefits.award_person p left join stock.claim c on c.id = p.claim_id
    where p.award_id = any(${awardIds}::uuid[]) order by p.award_id, p.position`.execute(db);
  return rows;
}

/** The awards by which a list that was brought in named these people, held until the transaction ends; the oldest first. */
export async function lockAwardsOfImport(db: Db, importId: string, personIds: readonly string[]): Promise<AwardRow[]> {
  const { rows } = await sql<AwardRow>`select ${columns} from benefits.award
    where import_id = ${importId} and exists (select from benefits.award_person p where p.award_id = award.id
      and p.person_id = any(${[...personIds]}::uuid[])) order by id for update`.execute(db);
  return rows;
}

/** What somebody got by an award, and where that stands. */
export type ListedPerson = Pick<AwardPersonRow, "awardId" | "personId" | "claimId" | "claimState">;

export async function listPeopleOfAwards(
  db: Db,
  awardIds: readonly string[],
  personIds: readonly string[],
): Promise<ListedPerson[]> {
  const { rows } = await sql<ListedPerson>`select p.award_id, p.person_id, p.claim_id, c.state as claim_state
    from benefits.award_person p left join stock.claim c on c.id = p.claim_id
    where p.award_id = any(${[...awardIds]}::uuid[]) and p.person_id = any(${[...personIds]}::uuid[])
    order by p.award_id, p.position`.execute(db);
  return rows;
}

export const setOutcomes = (
  db: Db,
  awardId: string,
  outcomes: readonly { personId: string; outcome: AwardOutcome; claimId: string | null }[],
) =>
  sql`update benefits.award_person p set outcome = o.outcome, claim_id = o.claim
    from unnest(${outcomes.map((one) => one.personId)}::uuid[], ${outcomes.map((one) => one.outcome)}::text[],
      ${outcomes.map((one) => one.claimId)}::uuid[]) as o (person, outcome, claim)
    where p.award_id = ${awardId} and p.person_id = o.person`.execute(db);

/** The answer to an award that waits for one. */
export const settleAward = (
  db: Db,
  id: string,
  settled: { state: "given" | "refused"; by: { id: string; name: string } | null },
) =>
  sql`update benefits.award set state = ${settled.state}, decided_by = ${settled.by?.id ?? null},
      decided_by_name = ${settled.by?.name ?? null}, decided_at = clock_timestamp() where id = ${id} and state = 'proposed'`.execute(
    db,
  );
