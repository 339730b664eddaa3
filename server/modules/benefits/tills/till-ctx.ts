import type { Ctx } from "#kernel/context";
import { unauthenticated } from "#kernel/problem";
import type { TillCtx } from "../vouchers/present.service.ts";

/** The context of a request whose route demands a till. */
export function tillCtx(ctx: Ctx): TillCtx {
  if (ctx.actor.kind !== "till") throw unauthenticated("access.sign_in_needed", { entrance: "till" });
  return { ...ctx, actor: ctx.actor };
}
