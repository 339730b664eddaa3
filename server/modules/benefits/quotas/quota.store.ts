import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface UnionQuota {
  organisationId: string;
  /** Of each round. */
  units: number;
  /** So long after the opening what is left goes to everybody. */
  spillMinutes: number;
}

export interface QuotaRow extends UnionQuota {
  kindId: string;
  /** Where the union is now. */
  branch: string;
}

/** The quotas of these kinds, in the order of the tree. */
export async function listQuotas(db: Db, kindIds: readonly string[]): Promise<QuotaRow[]> {
  const { rows } =
    await sql<QuotaRow>`select q.kind_id, q.organisation_id, q.units, q.spill_minutes, n.path::text as branch
    from benefits.union_quota q join kernel.node n on n.id = q.organisation_id
    where q.kind_id = any(${[...kindIds]}::uuid[]) order by q.kind_id, n.path`.execute(db);
  return rows;
}

/** All quotas of a kind, as they are to be. */
export async function replaceQuotas(
  db: Db,
  kind: { id: string; node: string },
  quotas: readonly UnionQuota[],
): Promise<void> {
  await sql`delete from benefits.union_quota where kind_id = ${kind.id}`.execute(db);
  await sql`insert into benefits.union_quota (kind_id, organisation_id, node, units, spill_minutes)
    select ${kind.id}, t.organisation_id, ${kind.node}::ltree, t.units, t.spill_minutes
    from unnest(${quotas.map(({ organisationId }) => organisationId)}::uuid[], ${quotas.map(({ units }) => units)}::integer[],
      ${quotas.map(({ spillMinutes }) => spillMinutes)}::integer[]) as t (organisation_id, units, spill_minutes)`.execute(
    db,
  );
}

/** The quotas of kinds that a draft has no more. */
export const dropQuotas = (db: Db, campaignId: string, keptKinds: readonly string[]) =>
  sql`delete from benefits.union_quota where kind_id in (select id from benefits.voucher_kind
    where campaign_id = ${campaignId} and id <> all(${[...keptKinds]}::uuid[]))`.execute(db);
