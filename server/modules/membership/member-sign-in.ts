import type { MemberActor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { asSystem, type Ctx, transact } from "#kernel/context";
import { forbidden } from "#kernel/problem";
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
import { findPerson, findPersonByPhone, listPersonFacts } from "./people.store.ts";
import { holdPhoneHolder, notePhoneKnown, type PhoneHolder } from "./phones/phone-holder.store.ts";
import { askWho, assertIs, countTry, phoneOfTicket, staleDays } from "./phones/who-are-you.ts";
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

interface SignedIn {
  token: string;
  personId: string;
}

/**
 * Signs a member in by phone and code; with `waiting`, whoever came from the parent app with this browser is them from now on. Throws sign_in.* of the code, then sign_in.not_a_member (403), sign_in.phone_disputed (403), or
 * sign_in.who_are_you {ticket} (409) when nobody has signed in with this number for so long that it may be another's.
 */
export async function signInMember(
  ctx: Ctx,
  secrets: Secrets,
  given: { phone: string; code: string; address: string; waiting?: string | undefined },
): Promise<SignedIn> {
  await redeemCodes(ctx, secrets, [{ phone: given.phone, purpose, code: given.code }]);
  const index = phoneIndex(secrets, given.phone);
  return enter(ctx, secrets, {
    ...{ index, address: given.address, waiting: given.waiting },
    admit: (holder) => {
      if (holder.stale) throw askWho(ctx, secrets, index);
    },
  });
}

/**
 * Signs in who was asked who they are. Throws sign_in.ticket_expired, 429 sign_in.too_many_tries, sign_in.not_you,
 * sign_in.identity_unknown.
 */
export async function proveIdentity(
  ctx: Ctx,
  secrets: Secrets,
  given: { ticket: string; name: string; idEnd: string; address: string },
): Promise<SignedIn> {
  const index = phoneOfTicket(ctx, secrets, given.ticket);
  await countTry(ctx, index);
  return enter(ctx, secrets, {
    ...{ index, address: given.address },
    admit: (holder) => assertIs(secrets, holder, given),
  });
}

interface Entering {
  index: Buffer;
  address: string;
  /** Of whoever came from the parent app. */
  waiting?: string | undefined;
  /** Throws for whoever may not come in. */
  admit: (holder: PhoneHolder) => void;
}

async function enter(ctx: Ctx, secrets: Secrets, { index, address, waiting, admit }: Entering): Promise<SignedIn> {
  return transact(asSystem(ctx, "sign-in"), async (tx) => {
    // Held, so that whoever reports the phone lost at this moment ends this sign-in too.
    const person = await holdPhoneHolder(tx.db, index, staleDays);
    if (person === undefined) throw notAMember();
    if (person.disputed) throw forbidden("sign_in.phone_disputed");
    admit(person);

    await linkWaiting(tx, secrets, { waiting, person });
    await notePhoneKnown(tx.db, person.id);
    const { token, sessionId } = await startSession(tx, { entrance: "member", principalId: person.id });
    await rememberAddress(tx, secrets, address);
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
