import type { Actor } from "./actor.ts";
import { Problem } from "./problem.ts";

/** A rule in the language of the bylaws: may this actor do it to this thing? Pure. */
export type Rule<T> = (actor: Actor, resource: T) => boolean;

const permissionsOfDuty = new Map<string, ReadonlySet<string>>();

/** Declares a duty (a staff role) and the permissions it carries; called by modules at load. */
export function defineDuty(duty: string, permissions: readonly string[]): void {
  permissionsOfDuty.set(duty, new Set([...(permissionsOfDuty.get(duty) ?? []), ...permissions]));
}

/** Every duty known, with its permissions. */
export const listDuties = () =>
  [...permissionsOfDuty].map(([duty, permissions]) => ({ duty, permissions: [...permissions] }));

/** True when `path` is the node `ancestor` or lies below it. */
export const isWithin = (path: string, ancestor: string) => path === ancestor || path.startsWith(`${ancestor}.`);

/** What somebody would have had to hold, and where (anywhere, without a path). */
export interface Needed {
  permission: string;
  path?: string;
}

/** What the rule being judged has asked for in vain since it last got what it asked for; rules are pure and never wait. */
let lacked: Needed | undefined;

/** True when a staff actor holds `permission` on the node at `path` (or anywhere, without a path). The system holds all. */
export function hasDuty(actor: Actor, permission: string, path?: string): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind !== "staff") return false;
  const holds = actor.duties.some(
    (held) =>
      (permissionsOfDuty.get(held.duty)?.has(permission) ?? false) && (path === undefined || isWithin(path, held.path)),
  );
  if (holds) lacked = undefined;
  else lacked ??= path === undefined ? { permission } : { permission, path };
  return holds;
}

/** The subtrees on which the actor holds `permission`; "" is the whole tree. */
export function pathsHolding(actor: Actor, permission: string): string[] {
  if (actor.kind === "system") return [""];
  if (actor.kind !== "staff") return [];
  const holding = actor.duties.filter((held) => permissionsOfDuty.get(held.duty)?.has(permission) ?? false);
  return [...new Set(holding.map((held) => held.path))];
}

/** The path of a top organisation on which the actor holds `permission`: for what is the whole installation's. */
export const topHolding = (actor: Actor, permission: string): string | undefined =>
  pathsHolding(actor, permission).find((path) => path !== "" && !path.includes("."));

/** Names a policy: a record of rules, one per act. */
export const policy = <T, P extends Record<string, Rule<T>>>(rules: P): P => rules;

/** A refusal for want of a duty. It tells which; the edge adds where, when that is a place the actor may know of. */
export class NotPermitted extends Problem {
  readonly needed: Needed | undefined;

  constructor(needed?: Needed) {
    super(403, "access.forbidden", needed === undefined ? {} : { permission: needed.permission });
    this.needed = needed;
  }
}

/** Throws `access.forbidden` (403) unless the rule allows it; where a duty is missing, it tells which and where. */
export function authorise<T>(actor: Actor, rule: Rule<T>, resource: T): void {
  lacked = undefined;
  if (!rule(actor, resource)) throw new NotPermitted(actor.kind === "staff" ? lacked : undefined);
}

/** Throws `access.forbidden` (403) unless the actor holds `permission` on the node at `path`. */
export function assertDuty(actor: Actor, permission: string, path: string): void {
  if (!hasDuty(actor, permission, path)) throw new NotPermitted({ permission, path });
}

/** True when the actor knows of the place anyway: it lies on, above or below one where they hold a duty. */
export const mayKnowOf = (actor: Actor, path: string): boolean =>
  actor.kind === "staff" && actor.duties.some((held) => isWithin(path, held.path) || isWithin(held.path, path));

/** What the actor may do with `resource`, by the same rules that guard the acts. */
export function can<T, P extends Record<string, Rule<T>>>(
  actor: Actor,
  rules: P,
  resource: T,
): { [K in keyof P]: boolean } {
  return Object.fromEntries(Object.entries(rules).map(([act, rule]) => [act, rule(actor, resource)])) as {
    [K in keyof P]: boolean;
  };
}
