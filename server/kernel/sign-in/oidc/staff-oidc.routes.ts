import { z } from "zod";
import type { StaffActor } from "../../actor.ts";
import type { App } from "../../http/http.ts";
import { originOf } from "../../http/origin.ts";
import type { Runtime } from "../../module.ts";
import { proveOwnPassword } from "../own-password.ts";
import { clearSessionCookie, isSecure, setSessionCookie } from "../sessions.ts";
import { getStaffMe, signOut } from "../staff-me.ts";
import { StaffSignedIn, StaffTicket } from "../staff-sign-in.schemas.ts";
import { keep, Returned, takeKept } from "./oidc-flow.ts";
import {
  beginStaffOidc,
  finishStaffOidc,
  getStaffOidc,
  linkStaffIdentity,
  signOutOfProvider,
  unlinkStaffIdentity,
} from "./staff-oidc.ts";

const Elsewhere = z.object({ url: z.string() }).meta({ id: "OidcElsewhere" });
const StaffOidc = z.object({ provider: z.string().nullable(), linked: z.boolean() }).meta({ id: "StaffOidc" });
/** Signed in, or the second factor is still to come. */
const StaffOidcDone = z
  .object({ ticket: StaffTicket.nullable(), me: StaffSignedIn.nullable() })
  .meta({ id: "StaffOidcDone" });
const BeginStaffLink = z.strictObject({ password: z.string().min(1).max(200) }).meta({ id: "BeginStaffLink" });
const SignedOut = z.object({ url: z.string().nullable() }).meta({ id: "OidcSignedOut" });

const tags = ["sign-in"];

/** Sign-in of staff by the city's identity service. The browser leaves our sign-in page and comes back to it. */
export function staffOidcRoutes(app: App, runtime: Runtime): void {
  const { secrets, config } = runtime;
  const secure = isSecure(config);
  const power = { secrets, demo: runtime.demo };
  const kept = { entrance: "staff", secure };
  const home = (request: Parameters<typeof originOf>[1]) => `${originOf(config, request)}/console/sign-in`;
  app.post(
    "/api/staff/oidc/begin",
    { access: "public", schema: { operationId: "beginStaffOidc", tags, response: { 200: Elsewhere } } },
    async (request, reply) => {
      const leaving = await beginStaffOidc(request.ctx, secrets, { redirectUri: home(request) });
      keep(reply, "staff", leaving.kept, kept);
      return { url: leaving.url };
    },
  );
  app.post(
    "/api/staff/oidc/finish",
    {
      access: "public",
      schema: { operationId: "finishStaffOidc", tags, body: Returned, response: { 200: StaffOidcDone } },
    },
    async (request, reply) => {
      const given = { returned: request.body, kept: takeKept(request, reply, kept) };
      const done = await finishStaffOidc(request.ctx, power, given);
      if ("ticket" in done) return { ticket: done, me: null };
      setSessionCookie(reply, "staff", done.token, secure);
      return { ticket: null, me: await getStaffMe(request.ctx, done.accountId) };
    },
  );
  app.get(
    "/api/staff/oidc",
    { access: "staff", schema: { operationId: "getStaffOidc", tags, response: { 200: StaffOidc } } },
    ({ ctx }) => getStaffOidc(ctx, secrets, staffOf(ctx.actor)),
  );
  app.post(
    "/api/staff/oidc/link/begin",
    {
      access: "staff",
      schema: { operationId: "beginStaffLink", tags, body: BeginStaffLink, response: { 200: Elsewhere } },
    },
    async (request, reply) => {
      const actor = staffOf(request.ctx.actor);
      const { accountId } = actor;
      await proveOwnPassword(request.ctx, secrets, { actor, password: request.body.password });
      const leaving = await beginStaffOidc(request.ctx, secrets, { redirectUri: home(request), accountId });
      keep(reply, "staff", leaving.kept, kept);
      return { url: leaving.url };
    },
  );
  app.post(
    "/api/staff/oidc/link",
    {
      access: "staff",
      schema: { operationId: "linkStaffIdentity", tags, body: Returned, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const given = { returned: request.body, kept: takeKept(request, reply, kept) };
      await linkStaffIdentity(request.ctx, secrets, { actor: staffOf(request.ctx.actor), ...given });
      return reply.code(204).send(null);
    },
  );
  app.delete(
    "/api/staff/oidc/link",
    { access: "staff", schema: { operationId: "unlinkStaffIdentity", tags, response: { 204: z.null() } } },
    async (request, reply) => {
      await unlinkStaffIdentity(request.ctx, secrets, staffOf(request.ctx.actor));
      return reply.code(204).send(null);
    },
  );
  app.post(
    "/api/staff/oidc/sign-out",
    { access: "staff", schema: { operationId: "signOutOfProvider", tags, response: { 200: SignedOut } } },
    async (request, reply) => {
      const given = { actor: staffOf(request.ctx.actor), returnTo: home(request) };
      const url = await signOutOfProvider(request.ctx, secrets, given);
      await signOut(request.ctx);
      clearSessionCookie(reply, "staff", secure);
      return { url };
    },
  );
}

function staffOf(actor: { kind: string }): StaffActor {
  if (actor.kind !== "staff") throw new Error("a staff route was reached without a staff actor");
  return actor as StaffActor;
}
