import { z } from "zod";
import type { App } from "#kernel/http/http";
import { Instant, PageQuery, pageOf } from "#kernel/http/http.schemas";
import { originOf } from "#kernel/http/origin";
import type { Runtime } from "#kernel/module";
import { Phone, phoneOf } from "../membership.schemas.ts";
import { invitationStates } from "./invitation.rules.ts";
import { invite, listInvitations, revokeInvitation, unionOfLink } from "./invitations.ts";

const tags = ["joining"];
const Invitation = z
  .object({
    id: z.uuid(),
    organisationId: z.uuid(),
    organisationName: z.string(),
    note: z.string(),
    state: z.enum(invitationStates),
    /** The address of the link on this site. */
    path: z.string(),
    phoneMasked: z.string().nullable(),
    most: z.number().int().nullable(),
    expiresAt: Instant,
    createdAt: Instant,
    begun: z.number().int(),
    sent: z.number().int(),
    joined: z.number().int(),
    canRevoke: z.boolean(),
  })
  .meta({ id: "Invitation" });
const Invitations = pageOf(Invitation).meta({ id: "Invitations" });
const Invite = z
  .strictObject({
    organisationId: z.uuid(),
    note: z.string().trim().max(100).default(""),
    days: z.number().int().min(1).max(90).default(30),
    most: z.number().int().min(1).max(100_000).nullable().default(null),
    phone: Phone.nullable().default(null),
  })
  .meta({ id: "Invite" });
const LinkedUnion = z
  .object({
    id: z.uuid(),
    name: z.string(),
    /** Whether the invitation of the link holds; null without one. */
    invitation: z.boolean().nullable(),
  })
  .meta({ id: "LinkedUnion" });
const LinkQuery = z.strictObject({ i: z.string().max(40).optional() });

/** Links by which a union asks people to join. */
export function invitationRoutes(app: App, { secrets, config }: Pick<Runtime, "secrets" | "config">): void {
  app.get(
    "/api/joining/unions/:organisationId",
    {
      access: "public",
      schema: {
        ...{ operationId: "getLinkedUnion", tags, params: z.object({ organisationId: z.uuid() }) },
        ...{ querystring: LinkQuery, response: { 200: LinkedUnion } },
      },
    },
    ({ ctx, params, query }) => unionOfLink(ctx, { ...params, code: query.i }),
  );
  app.get(
    "/api/staff/invitations",
    {
      access: "people.view",
      schema: {
        ...{ operationId: "listInvitations", tags, response: { 200: Invitations } },
        querystring: PageQuery.extend({ after: z.uuid().optional(), organisationId: z.uuid().optional() }),
      },
    },
    ({ ctx, query }) => listInvitations(ctx, query),
  );
  app.post(
    "/api/staff/invitations",
    {
      access: "people.manage",
      schema: { operationId: "invite", tags, body: Invite, response: { 201: Invitation } },
    },
    async (request, reply) => {
      const { ctx, body } = request;
      const phone = body.phone === null ? null : phoneOf(body.phone);
      const made = await invite(ctx, { secrets, origin: originOf(config, request) }, { ...body, phone });
      return reply.code(201).send(made);
    },
  );
  app.post(
    "/api/staff/invitations/:invitationId/revoke",
    {
      access: "people.manage",
      schema: {
        ...{ operationId: "revokeInvitation", tags, params: z.object({ invitationId: z.uuid() }) },
        response: { 200: Invitation },
      },
    },
    ({ ctx, params }) => revokeInvitation(ctx, params.invitationId),
  );
}
