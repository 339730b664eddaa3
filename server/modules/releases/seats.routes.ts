import type { MemberActor } from "#kernel/actor";
import type { App } from "#kernel/http/http";
import { openParty } from "./parties.ts";
import { freeSeatsForMember, seatsForMember } from "./read-seats.ts";
import * as schemas from "./releases.schemas.ts";
import { getReachable, type TakingPart } from "./take-part.ts";

const asMember = (actor: { kind: string }) => actor as MemberActor; // the route's access has made sure of it

/** The seats of a release, and the code by which people sit together. */
export function seatRoutes(app: App, part: TakingPart): void {
  app.get(
    "/api/releases/:releaseId/seats",
    {
      access: "member",
      schema: {
        operationId: "getSeats",
        tags: ["releases"],
        params: schemas.ReleaseParams,
        response: { 200: schemas.SeatsOfRelease },
      },
    },
    (request) => seatsForMember(part, asMember(request.ctx.actor), request.params.releaseId),
  );
  app.get(
    "/api/releases/:releaseId/seats/free",
    {
      access: "member",
      schema: {
        operationId: "getFreeSeats",
        tags: ["releases"],
        params: schemas.ReleaseParams,
        response: { 200: schemas.FreeSeats },
      },
    },
    (request) => freeSeatsForMember(part, asMember(request.ctx.actor), request.params.releaseId),
  );
  app.post(
    "/api/releases/:releaseId/party",
    {
      access: "member",
      schema: {
        operationId: "openParty",
        tags: ["releases"],
        params: schemas.ReleaseParams,
        body: schemas.Nothing,
        response: { 201: schemas.Party },
      },
    },
    async (request, reply) => {
      const actor = asMember(request.ctx.actor);
      await getReachable(part, actor, request.params.releaseId);
      return reply.code(201).send(await openParty(part.system, actor, request.params.releaseId));
    },
  );
}
