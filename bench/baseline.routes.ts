import pg from "pg";
import { z } from "zod";
import type { MemberActor } from "../server/kernel/actor.ts";
import { IdempotencyHeaders } from "../server/kernel/http/http.schemas.ts";
import type { App } from "../server/kernel/http/http.ts";
import { uuidv7 } from "../server/kernel/ids.ts";
import type { Runtime } from "../server/kernel/module.ts";
import { GrantedClaim } from "../server/modules/releases/releases.schemas.ts";

const Params = z.object({ releaseId: z.uuid(), pool: z.coerce.number().int().min(1).max(64) });

/**
 * What the claim route is measured against, behind the same sign-in, guards, validation and answer: doing nothing; and one claim at a
 * time under the quota's row lock, as separate statements in a transaction, or as one SQL function.
 */
export function baselineRoutes(app: App, runtime: Runtime): void {
  const pools = new Map<number, pg.Pool>();
  const poolOf = (size: number) => {
    const known = pools.get(size);
    if (known !== undefined) return known;
    const made = new pg.Pool({ connectionString: runtime.config.databaseUrl, max: size, statement_timeout: 15_000 });
    pools.set(size, made);
    return made;
  };
  const schema = {
    params: Params,
    headers: IdempotencyHeaders,
    body: z.strictObject({}).optional(),
    response: { 201: GrantedClaim },
  };
  app.post("/api/bench/empty/:releaseId/:pool", { access: "member", schema }, async (request, reply) =>
    reply.code(201).send({
      id: request.headers["idempotency-key"],
      releaseId: request.params.releaseId,
      number: 1,
      grantedAt: new Date(),
      seat: null,
    }),
  );
  app.post("/api/bench/statements/:releaseId/:pool", { access: "member", schema }, async (request, reply) =>
    reply.code(201).send(await byStatements(poolOf(request.params.pool), claimOf(request))),
  );
  app.post("/api/bench/function/:releaseId/:pool", { access: "member", schema }, async (request, reply) =>
    reply.code(201).send(await byFunction(poolOf(request.params.pool), claimOf(request))),
  );
  app.addHook("onClose", async () => {
    for (const pool of pools.values()) await pool.end();
  });
}

interface Claim {
  quotaId: string;
  personId: string;
  key: string;
}

const claimOf = (request: {
  params: { releaseId: string };
  headers: { "idempotency-key": string };
  ctx: { actor: unknown };
}): Claim => ({
  quotaId: request.params.releaseId,
  personId: (request.ctx.actor as MemberActor).personId,
  key: request.headers["idempotency-key"],
});

interface QuotaRow {
  node: string;
  capacity: number;
  taken: number;
  held: number;
  next_number: number;
  fund_source_id: string;
  unit_fen: number;
  valid_from: Date;
  valid_until: Date;
}

/** The usual way: lock the row, look, write each thing by a prepared statement of its own, commit. The same rows as the engine. */
async function byStatements(pool: pg.Pool, claim: Claim) {
  const client = await pool.connect();
  const run = <Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[] = []) =>
    client.query<Row>({ name, text, values });
  try {
    await client.query("begin");
    await run("a0", "select set_config('app.scope', '*', true)");
    const { rows } = await run<QuotaRow>(
      "a1",
      "select node::text as node, capacity, taken, held, next_number, fund_source_id, unit_fen, valid_from, valid_until from stock.quota where id = $1 and state = 'open' and opens_at <= clock_timestamp() for update",
      [claim.quotaId],
    );
    const quota = rows[0];
    if (quota === undefined || quota.taken + quota.held >= quota.capacity) throw new Error("sold out");
    const known = await run("a2", "select 1 from stock.claim where person_id = $1 and key = $2", [
      claim.personId,
      claim.key,
    ]);
    if (known.rows.length > 0) throw new Error("known");
    const caps = await run<{ id: string; max_units: number }>(
      "a3",
      "select c.id, c.max_units from stock.quota_cap qc join stock.cap c on c.id = qc.cap_id where qc.quota_id = $1",
      [claim.quotaId],
    );
    for (const cap of caps.rows) {
      const used = await run(
        "a4",
        "insert into stock.cap_use as u (cap_id, person_id, node, used) values ($1, $2, $3::ltree, 1) on conflict (cap_id, person_id) do update set used = u.used + 1 where u.used < $4 returning 1",
        [cap.id, claim.personId, quota.node, cap.max_units],
      );
      if (used.rows.length === 0) throw new Error("capped");
    }
    const id = uuidv7();
    const grantedAt = new Date();
    await run(
      "a5",
      "insert into stock.claim (id, quota_id, node, person_id, key, number, state, source, created_at, granted_at, valid_from, valid_until) values ($1, $2, $3::ltree, $4, $5, $6, 'active', 'claim', $7, $7, $8, $9)",
      [
        id,
        claim.quotaId,
        quota.node,
        claim.personId,
        claim.key,
        quota.next_number,
        grantedAt,
        quota.valid_from,
        quota.valid_until,
      ],
    );
    await run("a6", "update stock.quota set taken = taken + 1, next_number = next_number + 1 where id = $1", [
      claim.quotaId,
    ]);
    await run("a7", "select kernel.audit($1, $2::ltree, 'system:grab', 'stock.granted', 'quota', $3, $4)", [
      `quota:${claim.quotaId}`,
      quota.node,
      claim.quotaId,
      JSON.stringify({ source: "claim", count: 1, claims: [id] }),
    ]);
    await run("a8", "select kernel.announce($1, 'stock.granted', $2::ltree, $3::jsonb)", [
      uuidv7(),
      quota.node,
      JSON.stringify({ quotaId: claim.quotaId, source: "claim", claims: [id], persons: [claim.personId] }),
    ]);
    await run("a9", "select funds.post($1, $2, $3::ltree, 'set_aside', 'issued', $4, $5, 'stock.granted', $6)", [
      uuidv7(),
      quota.fund_source_id,
      quota.node,
      quota.unit_fen,
      claim.quotaId,
      id,
    ]);
    await client.query("commit");
    return { id, releaseId: claim.quotaId, number: quota.next_number, grantedAt, seat: null };
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** One round trip per claim: the same work inside one SQL function (made by bench/grab.ts). */
async function byFunction(pool: pg.Pool, claim: Claim) {
  const id = uuidv7();
  const { rows } = await pool.query<{ number: number; granted_at: Date }>({
    name: "f1",
    text: "select * from bench.claim_one($1, $2, $3, $4)",
    values: [claim.quotaId, claim.personId, claim.key, id],
  });
  const row = rows[0];
  if (row === undefined) throw new Error("refused");
  return { id, releaseId: claim.quotaId, number: row.number, grantedAt: row.granted_at, seat: null };
}
