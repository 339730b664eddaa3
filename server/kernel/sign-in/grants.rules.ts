import { isWithin } from "../policy.ts";

/** A duty as somebody holds it now: where, and until when (null: for ever). */
export interface Held {
  duty: string;
  node: string;
  until: Date | null;
}

/** Permissions by duty. */
export type Permissions = ReadonlyMap<string, readonly string[]>;

/** For ever (null), until then, or not at all (undefined). */
export type Until = Date | null | undefined;

/** How long somebody still holds a permission at a node, by what lasts longest. */
export function holdsUntil(held: readonly Held[], permissions: Permissions, permission: string, node: string): Until {
  const carrying = held.filter(
    (one) => isWithin(node, one.node) && permissions.get(one.duty)?.includes(permission) === true,
  );
  return carrying.map((one): Until => one.until).reduce(longer, undefined);
}

/**
 * How long somebody may give a duty at a node: no longer than they manage accounts there, and no longer than they hold every
 * permission of it there themselves. Who appoints (`staff.appoint`) gives what others exercise.
 */
export function mayGiveUntil(held: readonly Held[], permissions: Permissions, duty: string, node: string): Until {
  const known = permissions.get(duty);
  if (known === undefined) return undefined;
  const lasts = (permission: string) => holdsUntil(held, permissions, permission, node);
  const appointing = lasts("staff.appoint");
  return known.map((permission) => longer(lasts(permission), appointing)).reduce(shorter, lasts("staff.manage"));
}

function longer(one: Until, other: Until): Until {
  if (one === undefined || other === null) return other;
  if (other === undefined || one === null) return one;
  return one > other ? one : other;
}

function shorter(one: Until, other: Until): Until {
  if (one === undefined || other === null) return one;
  if (other === undefined || one === null) return other;
  return one < other ? one : other;
}
