import { z } from "zod";
import type { App } from "#kernel/http/http";
import { excuseTicket, getStanding } from "../attendance/excuses.service.ts";
import { getForMember, getOfRelease, listForMember } from "../sessions/member-sessions.service.ts";
import { Session, SessionForMember, SessionList, SessionParams, SessionsQuery } from "../sessions/session.schemas.ts";
import * as shapes from "./ticket.schemas.ts";
import * as tickets from "./tickets.service.ts";

const tags = ["activities"];
const access = "member" as const;
const Nothing = z.strictObject({});
const one = { tags, params: shapes.TicketParams };
const answer = { 200: shapes.Ticket };

/** Sessions and tickets as a member sees them. */
export function ticketRoutes(app: App): void {
  sessionRoutes(app);
  app.get(
    "/api/activities/tickets",
    {
      access,
      schema: {
        operationId: "listTickets",
        tags,
        querystring: shapes.TicketsQuery,
        response: { 200: shapes.TicketList },
      },
    },
    async ({ ctx, query }) => ({
      items: await tickets.listTickets(tickets.memberCtx(ctx), query.state),
      serverTime: ctx.clock.now().toISOString(),
    }),
  );
  app.get(
    "/api/activities/tickets/:claimId",
    { access, schema: { operationId: "getTicket", ...one, response: answer } },
    ({ ctx, params }) => tickets.getTicket(tickets.memberCtx(ctx), params.claimId),
  );
  app.get(
    "/api/activities/tickets/:claimId/calendar",
    { access, schema: { operationId: "getTicketCalendar", ...one, response: { 200: z.string() } } },
    async ({ ctx, params }, reply) => {
      const file = await tickets.getTicketCalendar(tickets.memberCtx(ctx), params.claimId);
      return reply
        .header("content-type", "text/calendar; charset=utf-8")
        .header("content-disposition", 'attachment; filename="ticket.ics"')
        .serializer((text: string) => text)
        .send(file);
    },
  );
  actRoutes(app);
  reminderRoutes(app);
}

function sessionRoutes(app: App): void {
  app.get(
    "/api/activities/sessions",
    {
      access,
      schema: { operationId: "listSessions", tags, querystring: SessionsQuery, response: { 200: SessionList } },
    },
    async ({ ctx, query }) => ({
      items: await listForMember(ctx, query),
      serverTime: ctx.clock.now().toISOString(),
    }),
  );
  app.get(
    "/api/activities/sessions/:sessionId",
    {
      access,
      schema: { operationId: "getSession", tags, params: SessionParams, response: { 200: SessionForMember } },
    },
    ({ ctx, params }) => getForMember(ctx, params.sessionId),
  );
  app.get(
    "/api/activities/releases/:releaseId/session",
    {
      access,
      schema: {
        operationId: "getSessionOfRelease",
        tags,
        params: z.object({ releaseId: z.uuid() }),
        response: { 200: Session },
      },
    },
    ({ ctx, params }) => getOfRelease(ctx, params.releaseId),
  );
}

function actRoutes(app: App): void {
  app.post(
    "/api/activities/tickets/:claimId/return",
    { access, schema: { operationId: "returnTicket", ...one, body: Nothing, response: answer } },
    ({ ctx, params }) => tickets.returnTicket(tickets.memberCtx(ctx), params.claimId),
  );
  app.post(
    "/api/activities/tickets/:claimId/answer",
    { access, schema: { operationId: "answerTicket", ...one, body: shapes.Answer, response: answer } },
    ({ ctx, params, body }) => tickets.answerTicket(tickets.memberCtx(ctx), params.claimId, body.going),
  );
  app.post(
    "/api/activities/tickets/:claimId/seat",
    { access, schema: { operationId: "moveTicket", ...one, body: shapes.NewSeat, response: answer } },
    ({ ctx, params, body }) => tickets.moveTicket(tickets.memberCtx(ctx), params.claimId, body.label),
  );
  app.post(
    "/api/activities/tickets/:claimId/excuse",
    { access, schema: { operationId: "excuseTicket", ...one, body: shapes.NewExcuse, response: answer } },
    async ({ ctx, params, body }) => {
      const member = tickets.memberCtx(ctx);
      await excuseTicket(member, params.claimId, body.reason);
      return tickets.getTicket(member, params.claimId);
    },
  );
  app.get(
    "/api/activities/standing",
    { access, schema: { operationId: "getStanding", tags, response: { 200: shapes.Standing } } },
    ({ ctx }) => getStanding(tickets.memberCtx(ctx)),
  );
}

function reminderRoutes(app: App): void {
  app.put(
    "/api/activities/tickets/:claimId/reminder",
    { access, schema: { operationId: "remindOfTicket", ...one, body: shapes.NewReminder, response: answer } },
    ({ ctx, params, body }) => tickets.remindOfTicket(tickets.memberCtx(ctx), params.claimId, body.minutesBefore),
  );
  app.delete(
    "/api/activities/tickets/:claimId/reminder",
    { access, schema: { operationId: "forgetTicketReminder", ...one, response: answer } },
    ({ ctx, params }) => tickets.forgetReminder(tickets.memberCtx(ctx), params.claimId),
  );
}
