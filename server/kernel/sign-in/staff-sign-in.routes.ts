import { z } from "zod";
import type { Actor, StaffActor } from "../actor.ts";
import type { App } from "../http/http.ts";
import type { Runtime } from "../module.ts";
import { clearSessionCookie, isSecure, setSessionCookie } from "./sessions.ts";
import { changePassword, getStaffMe, signOut } from "./staff-me.ts";
import * as shapes from "./staff-sign-in.schemas.ts";
import { beginStaffSignIn, finishStaffSignIn, recoverStaffSignIn, type SignedIn } from "./staff-sign-in.ts";

/** Sign-in of staff: password, second factor, the signed-in account. */
export function staffSignInRoutes(app: App, runtime: Runtime): void {
  const secure = isSecure(runtime.config);
  const power = { secrets: runtime.secrets, demo: runtime.demo };
  const signedIn = async (ctx: Parameters<typeof getStaffMe>[0], { accountId, token: _, ...extra }: SignedIn) => ({
    ...(await getStaffMe(ctx, accountId)),
    ...extra,
  });

  app.post(
    "/api/staff/sign-in",
    {
      access: "public",
      schema: { operationId: "beginStaffSignIn", body: shapes.StaffSignIn, response: { 200: shapes.StaffTicket } },
    },
    (request) => beginStaffSignIn(request.ctx, power, { ...request.body, address: request.ip }),
  );
  app.post(
    "/api/staff/sign-in/second",
    {
      access: "public",
      schema: {
        operationId: "finishStaffSignIn",
        body: shapes.StaffSecondFactor,
        response: { 200: shapes.StaffSignedIn },
      },
    },
    async (request, reply) => {
      const session = await finishStaffSignIn(request.ctx, power, request.body);
      setSessionCookie(reply, "staff", session.token, secure);
      return signedIn(request.ctx, session);
    },
  );
  app.post(
    "/api/staff/sign-in/recovery",
    {
      access: "public",
      schema: {
        operationId: "recoverStaffSignIn",
        body: shapes.StaffRecovery,
        response: { 200: shapes.StaffSignedIn },
      },
    },
    async (request, reply) => {
      const session = await recoverStaffSignIn(request.ctx, request.body);
      setSessionCookie(reply, "staff", session.token, secure);
      return signedIn(request.ctx, session);
    },
  );
  app.post(
    "/api/staff/sign-out",
    { access: "staff", schema: { operationId: "signOutStaff", response: { 204: z.null() } } },
    async (request, reply) => {
      await signOut(request.ctx);
      clearSessionCookie(reply, "staff", secure);
      return reply.code(204).send(null);
    },
  );
  app.get(
    "/api/staff/me",
    { access: "staff", schema: { operationId: "getStaffMe", response: { 200: shapes.StaffMe } } },
    (request) => getStaffMe(request.ctx, staffOf(request.ctx.actor).accountId),
  );
  app.post(
    "/api/staff/password",
    {
      access: "staff",
      schema: { operationId: "changeStaffPassword", body: shapes.ChangePassword, response: { 200: shapes.StaffMe } },
    },
    async (request) => {
      const actor = staffOf(request.ctx.actor);
      await changePassword(request.ctx, runtime.secrets, actor, request.body);
      return getStaffMe(request.ctx, actor.accountId);
    },
  );
}

function staffOf(actor: Actor): StaffActor {
  if (actor.kind !== "staff") throw new Error("a staff route was reached without a staff actor");
  return actor;
}
