import type { FastifyRequest } from "fastify";
import { type Actor, actorLabel } from "../actor.ts";

/** The position after which a browser that comes back wants to go on. */
export function lastEventId(request: FastifyRequest): number | undefined {
  const text = request.headers["last-event-id"];
  return typeof text === "string" && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Whose streams count together: a person's, an account's, a till's. */
export function principalOf(actor: Actor): string {
  switch (actor.kind) {
    case "member":
      return actor.personId;
    case "staff":
      return actor.accountId;
    case "till":
      return actor.tillId;
    default:
      return actorLabel(actor);
  }
}
