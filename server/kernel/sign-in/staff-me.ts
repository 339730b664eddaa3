import { type Actor, anonymous, type StaffActor } from "../actor.ts";
import { record } from "../audit/audit.ts";
import { asSystem, type Ctx, serverSight, type Tx, transact } from "../context.ts";
import { isOfPlay } from "../http/play.ts";
import { nodeNames } from "../node-names.ts";
import { listDuties } from "../policy.ts";
import { invalid, missing } from "../problem.ts";
import type { Secrets } from "../secrets/secrets.ts";
import { registerActorLoader } from "./actor-finder.ts";
import { removeLinksOf } from "./oidc/staff-oidc.store.ts";
import { proveOwnPassword } from "./own-password.ts";
import { assertGoodPassword, hashPassword } from "./password.ts";
import { revokeSession, revokeSessionsOf } from "./sessions.ts";
import { activeDuties, dutiesNow, staffActorOf } from "./staff-actor.ts";
import { findStaffIdentity, lockAccount, updatePassword } from "./staff-sign-in.store.ts";

registerActorLoader("staff", async (db, accountId, session) => {
  const identity = await findStaffIdentity(db, accountId);
  if (identity === undefined) return undefined;
  const named = { kind: "staff", sessionId: session.id, accountId, name: identity.name } as const;
  const { duties, further } = await dutiesNow(db, identity);
  const playDuties = activeDuties(identity, true).map(({ duty, path }) => ({ duty, path }));
  const changes = [identity.dutiesChangeInMs, further.changesInMs].filter((ms) => ms !== null);
  return {
    actor: { ...named, duties, playDuties },
    readAgainInMs: Math.min(session.endsInMs, ...changes),
  };
});

/**
 * Whoever an audit label names, with the duties that they hold now: nobody when the account is closed. The server's own label is the
 * server.
 */
export async function actorOfLabel(tx: Tx, label: string): Promise<Actor> {
  const [kind = "", id = ""] = label.split(":");
  if (kind === "system") return { kind: "system", name: id };
  return (kind === "staff" ? await staffActorOf(tx.db, id, id) : undefined) ?? anonymous;
}

/** What the console shows of who is signed in: duties with their nodes, and all permissions they carry. */
export async function getStaffMe(ctx: Ctx, accountId: string) {
  return transact(asSystem(ctx, "staff-me"), async (tx) => {
    const identity = await findStaffIdentity(tx.db, accountId);
    if (identity === undefined) throw missing("staff.no_such_account");
    const duties = activeDuties(identity, isOfPlay(ctx.actor));
    const names = await nodeNames(tx.db, [...new Set(duties.map((held) => held.nodeId))]);
    const held = new Set(duties.map((one) => one.duty));
    return {
      accountId,
      name: identity.name,
      login: identity.login,
      passwordTemporary: identity.passwordTemporary,
      duties: duties.map(({ play: _, ...one }) => ({ ...one, nodeName: names.get(one.nodeId) ?? "" })),
      permissions: [...new Set(listDuties().flatMap((duty) => (held.has(duty.duty) ? duty.permissions : [])))].sort(),
      serverTime: tx.clock.now().toISOString(),
    };
  });
}

/** Changes one's own password, ends all other sessions and takes linked identities away. Throws staff.wrong_password, staff.password_too_weak, 429. */
export async function changePassword(
  ctx: Ctx,
  secrets: Secrets,
  actor: StaffActor,
  given: { current: string; next: string },
): Promise<void> {
  const account = await proveOwnPassword(ctx, secrets, { actor, password: given.current });
  if (given.next === given.current) throw invalid("staff.password_too_weak", { reason: "same" });
  assertGoodPassword(given.next, account.login);
  const hash = await hashPassword(secrets, given.next);

  await transact(serverSight(ctx), async (tx) => {
    // Who has reset the password or closed the account while this one was worked out has the last word.
    const now = await lockAccount(tx.db, account.id);
    if (now?.passwordHash !== account.passwordHash || now.disabledAt !== null) throw invalid("staff.wrong_password");
    await updatePassword(tx.db, account.id, { hash, temporary: false });
    // Whoever else knew the password, or sat at an open session, may have linked an identity of their own.
    await removeLinksOf(tx.db, account.id);
    await revokeSessionsOf(tx, account.id, "password_changed", actor.sessionId);
    const object = { type: "staff_account", id: account.id };
    await record(tx, { node: account.node, action: "staff.password_changed", object });
  });
}

/** Ends the actor's own session. */
export async function signOut(ctx: Ctx): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "staff" && actor.kind !== "member" && actor.kind !== "till") return;
  await transact(asSystem(ctx, "sign-out"), (tx) => revokeSession(tx, actor.sessionId, "signed_out"));
}
