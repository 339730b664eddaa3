import type { StaffActor } from "#kernel/actor";
import type { Ctx } from "#kernel/context";

export interface Account {
  accountId: string;
  name: string;
}

/** Where a duty holds, and below. */
export interface Place {
  id: string;
  node: string;
}

/** As an account of the demo union with one duty, so that every paper names who wrote and who passed it. */
export const acting = (system: Ctx, { accountId, name }: Account, duty: string, at: Place): Ctx => {
  const duties = [{ duty, path: at.node }];
  const actor: StaffActor = { kind: "staff", sessionId: "demo", accountId, name, duties };
  return { ...system, actor };
};
