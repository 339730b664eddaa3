import { z } from "zod";
import type { App } from "#kernel/http/http";
import type { Runtime } from "#kernel/module";
import { takeKept } from "#kernel/sign-in/oidc/oidc-flow";
import { clearSessionCookie, isSecure, setSessionCookie } from "#kernel/sign-in/sessions";
import { signOut } from "#kernel/sign-in/staff-me";
import { changeOwnPhone, requestPhoneChange } from "./change-phone.ts";
import { memberOf } from "./member-of.ts";
import { getMemberMe, proveIdentity, requestSignInCode, signInMember } from "./member-sign-in.ts";
import * as shapes from "./membership.schemas.ts";
import { framedBy } from "./parent-app/parent-app.routes.ts";
import { disputeAccount } from "./phones/who-are-you.ts";

/** Sign-in of members, the signed-in member, and the change of one's own phone. */
export function memberRoutes(app: App, runtime: Runtime): void {
  const { secrets } = runtime;
  const secure = isSecure(runtime.config);
  const power = { secrets, demo: runtime.demo };
  const framed = framedBy(runtime);

  app.post(
    "/api/member/sign-in/codes",
    {
      access: "public",
      schema: { operationId: "requestMemberCode", body: shapes.AskCode, response: { 202: shapes.CodeSent } },
    },
    async (request, reply) => {
      const given = { phone: shapes.phoneOf(request.body.phone), address: request.ip };
      return reply.code(202).send(presentCode(await requestSignInCode(request.ctx, power, given)));
    },
  );
  app.post(
    "/api/member/sign-in",
    {
      access: "public",
      schema: { operationId: "signInMember", body: shapes.MemberSignIn, response: { 200: shapes.MemberMe } },
    },
    async (request, reply) => {
      const { phone, code, link } = request.body;
      const how = { secure, framed: await framed(request) };
      const waiting = link === true ? takeKept(request, reply, { entrance: "link", ...how }) : undefined;
      const given = { phone: shapes.phoneOf(phone), code, address: request.ip, waiting };
      const { token, personId } = await signInMember(request.ctx, secrets, given);
      setSessionCookie(reply, "member", token, how);
      return getMemberMe(request.ctx, secrets, personId);
    },
  );
  identityRoutes(app, runtime);
  app.post(
    "/api/member/sign-out",
    { access: "member", schema: { operationId: "signOutMember", response: { 204: z.null() } } },
    async (request, reply) => {
      await signOut(request.ctx);
      clearSessionCookie(reply, "member", { secure, framed: await framed(request) });
      return reply.code(204).send(null);
    },
  );
  app.get(
    "/api/member/me",
    { access: "member", schema: { operationId: "getMemberMe", response: { 200: shapes.MemberMe } } },
    (request) => getMemberMe(request.ctx, secrets, memberOf(request.ctx.actor).personId),
  );
  app.post(
    "/api/member/phone/codes",
    {
      access: "member",
      schema: { operationId: "requestPhoneChange", body: shapes.AskPhoneChange, response: { 202: shapes.CodeSent } },
    },
    async (request, reply) => {
      const given = { newPhone: shapes.phoneOf(request.body.newPhone), address: request.ip };
      const answer = await requestPhoneChange(request.ctx, power, memberOf(request.ctx.actor), given);
      return reply.code(202).send(presentCode(answer));
    },
  );
  app.post(
    "/api/member/phone",
    {
      access: "member",
      schema: { operationId: "changeOwnPhone", body: shapes.ChangePhone, response: { 200: shapes.MemberMe } },
    },
    async (request) => {
      const actor = memberOf(request.ctx.actor);
      const given = { ...request.body, newPhone: shapes.phoneOf(request.body.newPhone) };
      await changeOwnPhone(request.ctx, secrets, actor, given);
      return getMemberMe(request.ctx, secrets, actor.personId);
    },
  );
}

/** For a number that may be somebody else's by now. */
function identityRoutes(app: App, { secrets, config }: Runtime): void {
  app.post(
    "/api/member/sign-in/identity",
    {
      access: "public",
      schema: { operationId: "proveIdentity", body: shapes.ProveIdentity, response: { 200: shapes.MemberMe } },
    },
    async (request, reply) => {
      const { token, personId } = await proveIdentity(request.ctx, secrets, { ...request.body, address: request.ip });
      setSessionCookie(reply, "member", token, isSecure(config));
      return getMemberMe(request.ctx, secrets, personId);
    },
  );
  app.post(
    "/api/member/sign-in/not-mine",
    {
      access: "public",
      schema: { operationId: "disputeAccount", body: shapes.NotMyAccount, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await disputeAccount(request.ctx, secrets, request.body.ticket);
      return reply.code(204).send(null);
    },
  );
}

const presentCode = <T extends { expiresAt: Date }>(answer: T) => ({
  ...answer,
  expiresAt: answer.expiresAt.toISOString(),
});
