import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface BundleRow {
  id: string;
  campaignId: string;
  node: string;
  state: "queued" | "building" | "ready" | "failed" | "gone";
  done: number;
  steps: number;
  fullNames: boolean;
  reason: string;
  bytes: number | null;
  sha256: string | null;
  failedChecks: number | null;
  createdByName: string;
  createdAt: Date;
  expiresAt: Date | null;
}

const columns = sql.raw(`id, campaign_id, node::text as node, state, done, steps, full_names, reason, bytes,
  encode(sha256, 'hex') as sha256, failed_checks, created_by_name, created_at, expires_at`);

export const insertBundle = (
  db: Db,
  b: Pick<BundleRow, "id" | "campaignId" | "node" | "steps" | "fullNames" | "reason" | "createdByName"> & {
    createdBy: string;
  },
) =>
  sql`insert into benefits.audit_bundle (id, campaign_id, node, steps, full_names, reason, created_by, created_by_name)
    values (${b.id}, ${b.campaignId}, ${b.node}::ltree, ${b.steps}, ${b.fullNames}, ${b.reason}, ${b.createdBy}, ${b.createdByName})`.execute(
    db,
  );

export async function findBundle(db: Db, id: string): Promise<BundleRow | undefined> {
  const { rows } = await sql<BundleRow>`select ${columns} from benefits.audit_bundle where id = ${id}`.execute(db);
  return rows[0];
}

export async function listBundles(db: Db, campaignId: string): Promise<BundleRow[]> {
  const { rows } = await sql<BundleRow>`select ${columns} from benefits.audit_bundle
    where campaign_id = ${campaignId} order by id desc limit 20`.execute(db);
  return rows;
}

export const setBundleProgress = (db: Db, id: string, done: number) =>
  sql`update benefits.audit_bundle set state = 'building', done = ${done} where id = ${id}`.execute(db);

export const finishBundle = (
  db: Db,
  id: string,
  built: { bytes: number; sha256: Buffer; failedChecks: number; days: number },
) =>
  sql`update benefits.audit_bundle set state = 'ready', done = steps, bytes = ${built.bytes}, sha256 = ${built.sha256},
      failed_checks = ${built.failedChecks}, finished_at = clock_timestamp(),
      expires_at = clock_timestamp() + make_interval(days => ${built.days}) where id = ${id}`.execute(db);

export const failBundle = (db: Db, id: string) =>
  sql`update benefits.audit_bundle set state = 'failed', finished_at = clock_timestamp() where id = ${id}`.execute(db);

/** Those whose days are over. */
export async function listExpired(db: Db): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`select id from benefits.audit_bundle
    where state = 'ready' and expires_at < clock_timestamp() limit 200`.execute(db);
  return rows;
}

export const forgetBundle = (db: Db, id: string) =>
  sql`update benefits.audit_bundle set state = 'gone', sha256 = null where id = ${id}`.execute(db);
