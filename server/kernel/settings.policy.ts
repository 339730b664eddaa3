import type { Actor } from "./actor.ts";
import { policy, topHolding } from "./policy.ts";

/** Settings are the whole installation's: only who holds the duty at a top organisation may touch them. */
export const topNodeOf = (actor: Actor) => topHolding(actor, "settings.manage");

export const settingsPolicy = policy<null, Record<"manage", (actor: Actor) => boolean>>({
  manage: (actor) => topNodeOf(actor) !== undefined,
});
