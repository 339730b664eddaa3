import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface UnionSetting {
  takesApplications: boolean;
  retainedWelfare: boolean;
}

/** What one union has laid down; the usual without a row. */
export async function findUnionSetting(db: Db, organisationId: string): Promise<UnionSetting> {
  const { rows } = await sql<UnionSetting>`select takes_applications, retained_welfare from membership.union_setting
    where organisation_id = ${organisationId}::uuid`.execute(db);
  return rows[0] ?? { takesApplications: true, retainedWelfare: false };
}

export const putUnionSetting = (db: Db, union: { id: string; node: string }, setting: UnionSetting) =>
  sql`insert into membership.union_setting (organisation_id, node, takes_applications, retained_welfare)
    values (${union.id}::uuid, ${union.node}::ltree, ${setting.takesApplications}, ${setting.retainedWelfare})
    on conflict (organisation_id) do update set takes_applications = excluded.takes_applications,
      retained_welfare = excluded.retained_welfare, updated_at = clock_timestamp()`.execute(db);

/** Two who change the settings of one union at once do it one after the other. */
export const holdSettings = (db: Db, organisationId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`register_settings:${organisationId}`}, 0))`.execute(db);

/** The last times that something of it was changed, the newest first, as the audit has them. */
export async function listSettingChanges(db: Db, organisationId: string, action: string) {
  const { rows } = await sql<{ at: Date; actor: string; detail: string }>`
    select at, actor, payload as detail from kernel.audit_record
    where object_type = 'organisation' and object_id = ${organisationId} and action = ${action}
    order by at desc limit 20`.execute(db);
  return rows;
}
