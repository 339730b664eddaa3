import type { FastifyRequest } from "fastify";
import { type Actor, anonymous } from "../actor.ts";

/** The play space: the same pages and routes once more, for what is rehearsed in a play tree beside the union's. */
export const playPrefix = "/play";

/** Of the machine, and kept from strangers by the proxy in front, by their addresses: they have no other ones. */
const machine = /^\/(metrics|readyz|healthz|api\/docs)(\/|$)/;

/** The address behind one of the play space; any other stays as it is. */
export function addressBehind(url: string): string {
  if (!/^\/play(?=[/?]|$)/.test(url)) return url;
  const rest = url.slice(playPrefix.length);
  const path = decoded(rest.split("?")[0] ?? "");
  if (path === undefined || machine.test(path)) return url;
  return rest.startsWith("/") ? rest : `/${rest}`;
}

/** As the router reads a path; undefined when it is none. */
function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** True when a request came through the play space. The address decides, so nothing that a client adds can. */
export const isPlay = (request: Pick<FastifyRequest, "url" | "originalUrl">): boolean =>
  addressBehind(request.originalUrl) !== request.originalUrl;

/**
 * Who somebody is in one of the two spaces. Play people and play tills exist in the play space only, real ones only outside it;
 * staff go in with their own sign-in and have there the duties that they hold in play trees, and no others.
 */
export function actorIn(actor: Actor | undefined, play: boolean): Actor | undefined {
  if (actor === undefined) return undefined;
  if (actor.kind === "staff")
    return play ? { ...actor, duties: actor.playDuties ?? [], playDuties: [], play: true } : actor;
  return isOfPlay(actor) === play ? actor : undefined;
}

/** True for whoever acts in the play space. */
export const isOfPlay = (actor: Actor): boolean => "play" in actor && actor.play === true;

const ofNobodyInPlay: ReadonlySet<string> = new Set(["public", "staff"]);

export const anonymousIn = (play: boolean): Actor => (play ? { ...anonymous, play: true } : anonymous);

/**
 * Public acts send messages, sign real people in or write for strangers, and those of every account (its password) are about the real
 * one: in the play space only those that say so.
 */
export const mayNotPlay = ({ method, routeOptions }: FastifyRequest) =>
  method !== "GET" &&
  method !== "HEAD" &&
  ofNobodyInPlay.has(routeOptions.config.access ?? "") &&
  routeOptions.config.play !== true;
