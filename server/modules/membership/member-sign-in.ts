import type { MemberActor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { asSystem, type Ctx, transact } from "#kernel/context";
import type { Secrets } from "#kernel/secrets/secrets";
import { registerActorsLoader } from "#kernel/sign-in/actor-finder";
import {
  type CodeAnswer,
  type CodePower,
  redeemCodes,
  rememberAddress,
  requestCode,
} from "#kernel/sign-in/one-time-password";
import { startSession } from "#kernel/sign-in/sessions";
import { noSuchPerson, notAMember } from "./membership.errors.ts";
import { linkWaiting } from "./parent-app/parent-app.ts";
import { findPerson, findPersonByPhone, holdPersonByPhone, listPersonFacts } from "./people.store.ts";
import { maskedPhone, phoneIndex } from "./sealed-fields.ts";

const purpose = "member.sign_in";

// At noon a whole city comes in at once: many members are one query.
registerActorsLoader("member", async (db, sessions) => {
  const rows = await listPersonFacts(db, [...new Set(sessions.map((session) => session.principalId))]);
  const factsOf = new Map(rows.map(({ id, ...facts }) => [id, facts]));
  const actors = new Map<string, MemberActor>();
  for (const { id: sessionId, principalId: personId } of sessions) {
    const facts = factsOf.get(personId);
    if (facts !== undefined) actors.set(sessionId, { kind: "member", sessionId, personId, reach: facts.unions, facts });
  }
  return actors;
});

/** Sends a code if the phone is a member's; the answer does not tell whether it is. Errors of `requestCode`. */
export async function requestSignInCode(
  ctx: Ctx,
  power: CodePower,
  given: { phone: string; address: string },
): Promise<CodeAnswer> {
  const index = phoneIndex(power.secrets, given.phone);
  const isKnown = async (system: Ctx) => (await findPersonByPhone(system.db, index)) !== undefined;
  return requestCode(ctx, power, { ...given, purpose, isKnown });
}

/**
 * Signs a member in by phone and code; with `waiting`, whoever came from the parent app with this browser is them from now on.
 * Throws sign_in.* of the code, then sign_in.not_a_member (403).
 */
export async function signInMember(
  ctx: Ctx,
  secrets: Secrets,
  given: { phone: string; code: string; address: string; waiting?: string | undefined },
): Promise<{ token: string; personId: string }> {
  await redeemCodes(ctx, secrets, [{ phone: given.phone, purpose, code: given.code }]);

  return transact(asSystem(ctx, "sign-in"), async (tx) => {
    // Held, so that whoever reports the phone lost at this moment ends this sign-in too.
    const person = await holdPersonByPhone(tx.db, phoneIndex(secrets, given.phone));
    if (person === undefined) throw notAMember();

    await linkWaiting(tx, secrets, { waiting: given.waiting, person });
    const { token, sessionId } = await startSession(tx, { entrance: "member", principalId: person.id });
    await rememberAddress(tx, secrets, given.address);
    await record(tx, {
      node: person.node,
      action: "member.signed_in",
      object: { type: "person", id: person.id },
      detail: { sessionId },
    });
    return { token, personId: person.id };
  });
}

/** The signed-in member as their own pages show them. */
export async function getMemberMe(ctx: Ctx, secrets: Secrets, personId: string) {
  // Right after signing in the request itself is still anonymous.
  return transact(asSystem(ctx, "member-me"), async (tx) => {
    const person = await findPerson(tx.db, personId);
    if (person === undefined) throw noSuchPerson();
    return {
      personId,
      name: person.name,
      phoneMasked: maskedPhone(secrets, person),
      verified: person.verifiedAt !== null,
      memberNumber: person.memberNumber ?? "",
      unions: person.unions,
      serverTime: tx.clock.now().toISOString(),
    };
  });
}
