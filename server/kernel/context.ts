import { sql } from "kysely";
import type { Logger } from "pino";
import { type Actor, actorLabel } from "./actor.ts";
import type { Clock } from "./clock.ts";
import type { Db } from "./database/db.ts";

/** What a use case works with, nothing more. */
export interface Ctx {
  db: Db;
  actor: Actor;
  clock: Clock;
  log: Logger;
  /** Set by `serverSight`: rows are seen as the server sees them, while the actor stays who acts. */
  sight?: "server";
  /** Where its audit goes by itself: a transaction that takes long must not hold the head of a chain on which others wait. */
  auditChain?: string;
}

/** A context whose `db` is a running transaction with the actor's row level security. */
export type Tx = Ctx & { readonly inTransaction: true };

const isTx = (ctx: Ctx): ctx is Tx => "inTransaction" in ctx;

const attempts = 3;
/** Two transactions waited for each other; or a trigger of ours saw that what the transaction had read was over before it wrote. */
const beginsAnew = ["40P01", "GK001"];

/**
 * Runs `work` in one transaction that sees only what the actor may see (row level security context), and commits.
 * Joins the running transaction when `ctx` is one. Throws what `work` throws, after rolling back. When PostgreSQL has ended it
 * because two transactions waited for each other, nothing of it has happened and it runs again: `work` has no effects but
 * those of the transaction.
 */
export async function transact<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (isTx(ctx)) return work(ctx);
  return ctx.db.connection().execute(async (db) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await attemptOnce(ctx, db, work);
      } catch (error) {
        const { code = "" } = error as { code?: string };
        if (attempt >= attempts || !beginsAnew.includes(code)) throw error;
        ctx.log.warn({ attempt, code }, "transaction.anew");
      }
    }
  });
}

async function attemptOnce<T>(ctx: Ctx, db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  await sql.raw(`begin; ${rowSecurityContext(ctx.sight === "server" ? serverActor : ctx.actor)}`).execute(db);
  try {
    const result = await work({ ...ctx, db, inTransaction: true });
    await sql.raw("commit").execute(db);
    return result;
  } catch (error) {
    await sql
      .raw("rollback")
      .execute(db)
      .catch(() => undefined);
    throw error;
  }
}

const serverActor: Actor = { kind: "system", name: "sight" };

/**
 * The same actor with the server's sight, for a use case that has authorised the act and must now write rows which the actor
 * may not (a member's claim changes the quota). Audit records still name the actor.
 */
export const serverSight = (ctx: Ctx): Ctx => ({ ...ctx, sight: "server" });

/**
 * The same context acting as the server itself; for what a use case must see beyond its actor (say why where it is used).
 * Not from inside a transaction: its row level security is set already, and a second one cannot begin on its connection.
 */
export function asSystem(ctx: Ctx, name: string): Ctx {
  if (isTx(ctx))
    throw new Error("asSystem: the running transaction has the actor's sight; open one with serverSight instead");
  return { db: ctx.db, clock: ctx.clock, log: ctx.log, actor: { kind: "system", name } };
}

/** The `set local` statements of an actor's row level security context. */
export function rowSecurityContext(actor: Actor): string {
  const { scope, reach, person } = rowSecurity(actor);
  return `set local app.scope = ${quote(scope.join(","))}; set local app.reach = ${quote(reach.join(","))}; set local app.person = ${quote(person)}; set local app.principal = ${quote(actorLabel(actor))}`;
}

function rowSecurity(actor: Actor): { scope: string[]; reach: string[]; person: string } {
  switch (actor.kind) {
    case "system":
      return { scope: ["*"], reach: [], person: "" };
    case "staff":
      return { scope: [...new Set(actor.duties.map((held) => held.path))], reach: [], person: "" };
    case "till":
      return { scope: [actor.node], reach: [], person: "" };
    case "member":
      return { scope: [], reach: actor.reach, person: actor.personId };
    default:
      return { scope: [], reach: [], person: "" };
  }
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
