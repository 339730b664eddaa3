import { sql } from "kysely";
import { registerAuditNames } from "#kernel/audit/audit-names";

registerAuditNames("release", async (db, ids) => {
  const { rows } = await sql<{ id: string; title: string }>`
    select id, title from releases.release where id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, title }) => [id, title]));
});

// A release and its own quota bear one id; the quotas of its shares have titles of their own.
registerAuditNames("quota", async (db, ids) => {
  const { rows } = await sql<{ id: string; title: string }>`
    select id, title from releases.release where id = any(${[...ids]}::uuid[])
    union all select s.quota_id, r.title || ' · ' || s.title from releases.share s
      join releases.release r on r.id = s.release_id where s.quota_id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, title }) => [id, title]));
});
