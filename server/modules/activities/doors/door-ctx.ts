import type { CodeKeys } from "#engines/codes";
import type { DoorActor } from "#kernel/actor";
import type { Ctx } from "#kernel/context";
import { unauthenticated } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";

export type DoorCtx = Ctx & { actor: DoorActor };

/** What a door's acts need of the running server. */
export interface DoorPower {
  secrets: Secrets;
  codes: CodeKeys;
}

export function doorCtx(ctx: Ctx): DoorCtx {
  if (ctx.actor.kind !== "door") throw unauthenticated("access.sign_in_needed", { entrance: "door" });
  return { ...ctx, actor: ctx.actor };
}
