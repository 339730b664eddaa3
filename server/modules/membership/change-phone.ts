import { revokeDevices } from "#engines/codes";
import type { MemberActor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import { conflict, invalid } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { assertBelowLimit, countEvent } from "#kernel/sign-in/limits";
import { type CodeAnswer, type CodePower, redeemCodes, requestCode } from "#kernel/sign-in/one-time-password";
import { revokeSessionsOf } from "#kernel/sign-in/sessions";
import { freePhoneOfListed } from "./listed-people.ts";
import { noPhone, noSuchPerson } from "./membership.errors.ts";
import { personPolicy } from "./membership.policy.ts";
import { dropLinks } from "./parent-app/parent-app.store.ts";
import { findPerson, lockPhone, type PersonRow, updatePersonPhone } from "./people.store.ts";
import { getVisible } from "./people.ts";
import { asTaken } from "./person-fields.ts";
import { tellPhoneChanged } from "./phones/tell-phone.ts";
import { findPhone, sealPhone } from "./sealed-fields.ts";

const changesPerMember = [{ count: 5, seconds: 86_400 }];

// Bound to the person: a code asked for by one member is worth nothing to another.
const purposeCurrent = (personId: string) => `member.phone.current:${personId}`;
const purposeNew = (personId: string) => `member.phone.new:${personId}`;

/** Sends one code to the number in use and one to the new number. Throws 429, person.same_phone. */
export async function requestPhoneChange(
  ctx: Ctx,
  power: CodePower,
  actor: MemberActor,
  given: { newPhone: string; address: string },
): Promise<CodeAnswer & { currentDemoCode?: string }> {
  const { personId } = actor;
  const limitKey = `phone-change:${personId}`;
  const current = await transact(ctx, async (tx) => {
    const phone = phoneOf(power.secrets, await getOwn(tx, personId));
    if (phone === given.newPhone) throw invalid("person.same_phone");
    await assertBelowLimit(tx.db, limitKey, changesPerMember, "sign_in.too_many_codes");
    await countEvent(tx.db, limitKey);
    return phone;
  });
  const shared = { address: given.address, isKnown: async () => true };
  const old = await requestCode(ctx, power, { ...shared, phone: current, purpose: purposeCurrent(personId) });
  const answer = await requestCode(ctx, power, { ...shared, phone: given.newPhone, purpose: purposeNew(personId) });
  return { ...answer, ...(old.demoCode === undefined ? {} : { currentDemoCode: old.demoCode }) };
}

/** Changes one's own number with both codes; every other session ends. Throws sign_in.* of the codes, person.phone_taken. */
export async function changeOwnPhone(
  ctx: Ctx,
  secrets: Secrets,
  actor: MemberActor,
  given: { newPhone: string; code: string; currentCode: string },
): Promise<void> {
  const { personId } = actor;
  const person = await transact(ctx, (tx) => getOwn(tx, personId));
  await redeemCodes(ctx, secrets, [
    { phone: phoneOf(secrets, person), purpose: purposeCurrent(personId), code: given.currentCode, which: "current" },
    { phone: given.newPhone, purpose: purposeNew(personId), code: given.code, which: "new" },
  ]);

  // A member may not write their own file; both codes are the permission.
  await transact(serverSight(ctx), async (tx) => {
    // The code of a number that is no longer in use permits nothing: staff may have replaced it since.
    if (person.phone === null || (await lockPhone(tx.db, personId))?.equals(person.phone) !== true)
      throw conflict("sign_in.code_expired", { which: "current" });
    await replacePhone(tx, secrets, person, { phone: given.newPhone, keepSession: actor.sessionId });
  });
}

/** Lost phone: staff set the new number. Every session of the member ends. Throws person.missing, person.phone_taken. */
export async function replaceLostPhone(
  ctx: Ctx,
  secrets: Secrets,
  personId: string,
  given: { phone: string; reason: string },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const person = await getVisible(tx, personId);
    authorise(tx.actor, personPolicy.changePhone, person);
    await replacePhone(tx, secrets, person, { phone: given.phone, reason: given.reason });
  });
}

/** Whoever has the old phone has nothing any more: sessions, links of parent apps and the keys that show member codes end with the number. */
export async function replacePhone(
  tx: Tx,
  secrets: Secrets,
  person: PersonRow,
  change: { phone: string; reason?: string; keepSession?: string },
): Promise<void> {
  await freePhoneOfListed(tx, secrets, { phone: change.phone, butId: person.id });
  await updatePersonPhone(tx.db, person.id, sealPhone(secrets, person.id, change.phone)).catch(asTaken);
  const sessions = await revokeSessionsOf(tx, person.id, "phone_changed", change.keepSession);
  await revokeDevices(tx, person.id);
  const links = await dropLinks(tx.db, person.id);
  const detail = { sessions, links, ...(change.reason === undefined ? {} : { reason: change.reason }) };
  const object = { type: "person", id: person.id };
  await record(tx, { node: person.node, action: "person.phone_changed", object, detail });
  await announce(tx, "person.phone_changed", { node: person.node, personId: person.id });
  await tellPhoneChanged(tx, secrets, { person, phone: change.phone });
}

// Whoever signed in has one.
function phoneOf(secrets: Secrets, person: PersonRow): string {
  const phone = findPhone(secrets, person);
  if (phone === undefined) throw noPhone();
  return phone;
}

async function getOwn(tx: Tx, personId: string): Promise<PersonRow> {
  const person = await findPerson(tx.db, personId);
  if (person === undefined) throw noSuchPerson();
  return person;
}
