import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { transact } from "#kernel/context";
import type { App } from "#kernel/http/http";
import { originOf } from "#kernel/http/origin";
import type { Runtime } from "#kernel/module";
import { countEntry, embedReader } from "#kernel/sign-in/embed";
import { keep, Returned, takeKept } from "#kernel/sign-in/oidc/oidc-flow";
import { isSecure, setSessionCookie } from "#kernel/sign-in/sessions";
import { getMemberMe } from "../member-sign-in.ts";
import { MemberMe } from "../membership.schemas.ts";
import { beginParentApp, finishParentApp } from "./parent-app.ts";

const Elsewhere = z.object({ url: z.string() }).meta({ id: "OidcElsewhere" });
/** Signed in, or to be confirmed once by phone and code. */
const CameIn = z
  .object({ me: MemberMe.nullable(), confirm: z.object({ provider: z.string() }).nullable() })
  .meta({ id: "MemberCameIn" });
const Entry = z.strictObject({ channel: z.string().min(1).max(30) }).meta({ id: "MemberEntry" });

const tags = ["sign-in"];

/** True when our page says that it is in a frame, and frames are allowed at all: its cookies are then of that frame only. */
export const framedBy = (runtime: Pick<Runtime, "system" | "log">) => {
  const embed = embedReader(runtime);
  return async (request: FastifyRequest): Promise<boolean> =>
    request.headers["gonghui-frame"] === "1" && (await embed()).frames.length > 0;
};

/** Members who come from a parent app with its identity, and by which door members come at all. */
export function parentAppRoutes(app: App, runtime: Runtime): void {
  const { secrets, config } = runtime;
  const secure = isSecure(config);
  const framed = framedBy(runtime);
  app.post(
    "/api/member/oidc/begin",
    { access: "public", schema: { operationId: "beginParentApp", tags, response: { 200: Elsewhere } } },
    async (request, reply) => {
      const leaving = await beginParentApp(request.ctx, secrets, `${originOf(config, request)}/sign-in`);
      keep(reply, "member", leaving.kept, { secure, framed: await framed(request) });
      return { url: leaving.url };
    },
  );
  app.post(
    "/api/member/oidc/finish",
    {
      access: "public",
      schema: { operationId: "finishParentApp", tags, body: Returned, response: { 200: CameIn } },
    },
    async (request, reply) => {
      const how = { secure, framed: await framed(request) };
      const kept = takeKept(request, reply, { entrance: "member", ...how });
      const came = await finishParentApp(request.ctx, secrets, { returned: request.body, kept });
      if (came.is === "confirm") {
        keep(reply, "link", came.waiting, how);
        return { me: null, confirm: { provider: came.provider } };
      }
      setSessionCookie(reply, "member", came.token, how);
      return { me: await getMemberMe(request.ctx, secrets, came.personId), confirm: null };
    },
  );
  app.post(
    "/api/member/entries",
    {
      access: "member",
      schema: { operationId: "countMemberEntry", tags, body: Entry, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await transact(request.ctx, (tx) => countEntry(tx, request.body.channel));
      return reply.code(204).send(null);
    },
  );
}
