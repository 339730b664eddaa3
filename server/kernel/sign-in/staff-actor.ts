import type { HeldDuty, StaffActor } from "../actor.ts";
import type { Db } from "../database/db.ts";
import { type DutyReach, dutyReach } from "./duty-reach.ts";
import { findStaffIdentity, type StaffIdentity } from "./staff-sign-in.store.ts";

/** While somebody else knows the password, the account can do nothing but change it. */
export const activeDuties = (identity: StaffIdentity, play: boolean) =>
  identity.passwordTemporary ? [] : identity.duties.filter((held) => held.play === play);

/** The duties of an account outside the play space, with what they reach beyond the tree. */
export async function dutiesNow(db: Db, identity: StaffIdentity): Promise<{ duties: HeldDuty[]; further: DutyReach }> {
  const own = activeDuties(identity, false).map(({ duty, path }) => ({ duty, path }));
  const further = await dutyReach(db, own);
  return { duties: [...own, ...further.duties], further };
}

/**
 * Somebody of the staff, with the duties that they hold at this moment, for work that the server does later in their name;
 * `workId` stands for the session that they are not in. Undefined when the account is gone or closed.
 */
export async function staffActorOf(db: Db, accountId: string, workId: string): Promise<StaffActor | undefined> {
  const identity = await findStaffIdentity(db, accountId);
  if (identity === undefined) return undefined;
  const { duties } = await dutiesNow(db, identity);
  return { kind: "staff", sessionId: workId, accountId, name: identity.name, duties };
}
