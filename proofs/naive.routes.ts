import { z } from "zod";
import type { Stage } from "../bench/stage.ts";
import type { MemberActor } from "../server/kernel/actor.ts";
import { IdempotencyHeaders } from "../server/kernel/http/http.schemas.ts";
import type { App } from "../server/kernel/http/http.ts";
import { uuidv7 } from "../server/kernel/ids.ts";
import type { Runtime } from "../server/kernel/module.ts";
import { conflict } from "../server/kernel/problem.ts";
import { GrantedClaim } from "../server/modules/releases/releases.schemas.ts";

const Params = z.object({ releaseId: z.uuid() });
const ClaimParams = z.object({ claimId: z.uuid() });
const Queued = z.object({ place: z.number().int() });
const Queue = z.object({ people: z.array(z.uuid()) });

/** Tables of the negative controls: nothing in them keeps an invariant. */
export async function installNaive(stage: Stage): Promise<void> {
  await stage.owner.query(`
    create schema naive;
    grant usage on schema naive to gonghui_app;
    create table naive.quota (id uuid primary key, capacity integer not null, taken integer not null default 0);
    create table naive.claim (id uuid primary key, quota_id uuid not null, person_id uuid not null, key uuid not null,
      number integer not null, granted_at timestamptz not null default now());
    create index on naive.claim (quota_id, person_id);
    create table naive.redemption (id uuid primary key, claim_id uuid not null);
    grant select, insert, update on naive.quota, naive.claim, naive.redemption to gonghui_app;`);
}

export async function publishNaive(stage: Stage, capacity: number): Promise<string> {
  const id = uuidv7();
  await stage.owner.query("insert into naive.quota (id, capacity) values ($1, $2)", [id, capacity]);
  return id;
}

/**
 * What the proofs must catch: a claim that reads, decides and writes without a lock or a constraint, and a queue that each process
 * keeps for itself. Behind the same sign-in as the real routes.
 */
export function naiveRoutes(app: App, runtime: Runtime): void {
  const queues = new Map<string, string[]>();
  const personOf = (request: { ctx: { actor: unknown } }) => (request.ctx.actor as MemberActor).personId;

  app.post(
    "/api/bench/naive/:releaseId",
    {
      access: "member",
      schema: {
        hide: true,
        params: Params,
        headers: IdempotencyHeaders,
        body: z.strictObject({}).optional(),
        response: { 201: GrantedClaim },
      },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(
          await claimNaively(runtime, request.params.releaseId, personOf(request), request.headers["idempotency-key"]),
        ),
  );
  app.post(
    "/api/bench/queue/:releaseId",
    {
      access: "member",
      schema: { hide: true, params: Params, body: z.strictObject({}).optional(), response: { 202: Queued } },
    },
    async (request, reply) => {
      const queue = queues.get(request.params.releaseId) ?? [];
      queues.set(request.params.releaseId, queue);
      const person = personOf(request);
      if (!queue.includes(person)) queue.push(person);
      return reply.code(202).send({ place: queue.indexOf(person) + 1 });
    },
  );
  app.post(
    "/api/bench/naive-redeem/:claimId",
    {
      access: "clerk",
      schema: { hide: true, params: ClaimParams, body: z.strictObject({}).optional(), response: { 201: ClaimParams } },
    },
    async (request, reply) => {
      const { claimId } = request.params;
      const known = await runtime.database.pool.query("select from naive.redemption where claim_id = $1", [claimId]);
      if (known.rows.length > 0) throw conflict("stock.claim_not_active");
      await runtime.database.pool.query("insert into naive.redemption (id, claim_id) values ($1, $2)", [
        uuidv7(),
        claimId,
      ]);
      return reply.code(201).send({ claimId });
    },
  );
  app.get(
    "/api/bench/queue/:releaseId",
    { access: "public", schema: { hide: true, params: Params, response: { 200: Queue } } },
    async (request) => ({
      people: queues.get(request.params.releaseId) ?? [],
    }),
  );
}

async function claimNaively({ database: { pool } }: Runtime, quotaId: string, personId: string, key: string) {
  const known = await pool.query(
    "select id, number, granted_at from naive.claim where person_id = $1 and key = $2 limit 1",
    [personId, key],
  );
  if (known.rows[0] !== undefined)
    return {
      id: known.rows[0].id,
      releaseId: quotaId,
      number: known.rows[0].number,
      grantedAt: known.rows[0].granted_at,
      seat: null,
    };
  const { rows } = await pool.query<{ capacity: number; taken: number }>(
    "select capacity, taken from naive.quota where id = $1",
    [quotaId],
  );
  const quota = rows[0];
  if (quota === undefined || quota.taken >= quota.capacity) throw conflict("release.sold_out");
  const id = uuidv7();
  const number = quota.taken + 1;
  const grantedAt = new Date();
  await pool.query(
    "insert into naive.claim (id, quota_id, person_id, key, number, granted_at) values ($1, $2, $3, $4, $5, $6)",
    [id, quotaId, personId, key, number, grantedAt],
  );
  await pool.query("update naive.quota set taken = $2 where id = $1", [quotaId, number]);
  return { id, releaseId: quotaId, number, grantedAt, seat: null };
}
