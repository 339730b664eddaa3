import type { Actor, MemberActor } from "#kernel/actor";

/** The signed-in member, behind a route for members. */
export function memberOf(actor: Actor): MemberActor {
  if (actor.kind !== "member") throw new Error("a member route was reached without a member");
  return actor;
}
