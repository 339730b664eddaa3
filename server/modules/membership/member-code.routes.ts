import { z } from "zod";
import { type CodeKeys, codeKeys, issueShortNumber, listRevoked, makeCodeFor, registerDevice } from "#engines/codes";
import type { MemberActor } from "#kernel/actor";
import { type Ctx, serverSight, transact } from "#kernel/context";
import type { App } from "#kernel/http/http";
import type { Runtime } from "#kernel/module";

const Text = z.string().min(1).max(400);

const Device = z
  .strictObject({ algorithm: z.enum(["Ed25519", "P-256"]), publicKey: Text, proof: Text })
  .meta({ id: "NewDevice" });
const Certificate = z.object({ certificate: z.string(), notAfter: z.date() }).meta({ id: "DeviceCertificate" });
const Wanted = z
  .strictObject({ purpose: z.enum(["identify", "redeem", "enter"]), claimId: z.uuid().optional() })
  .refine((wanted) => (wanted.purpose !== "identify") === (wanted.claimId !== undefined), { path: ["claimId"] })
  .meta({ id: "CodeWanted" });
const MadeCode = z.object({ code: z.string(), madeAt: z.number(), renewAt: z.number() }).meta({ id: "ServerMadeCode" });
const ShortNumber = z.object({ number: z.string(), expiresAt: z.date() }).meta({ id: "ShortNumber" });
const Published = z
  .object({
    keys: z.array(z.object({ id: z.string(), algorithm: z.literal("Ed25519"), publicKey: z.string() })),
    revoked: z.array(z.string()),
    serverTime: z.date(),
  })
  .meta({ id: "PublishedCodeKeys" });

const tags = ["member code"];
const revokedMillis = 3000;

/** The member's code: certifying the phone's key, a number for typing, a code made by the server, and the published keys. */
export function memberCodeRoutes(app: App, runtime: Runtime): void {
  let made: Promise<CodeKeys> | undefined;
  const keys = () => {
    made ??= codeKeys(runtime.secrets);
    return made;
  };
  // Public and asked by every till: read once in a few seconds.
  let known: { at: number; ids: Promise<string[]> } | undefined;
  const revoked = (ctx: Ctx) => {
    if (known === undefined || performance.now() - known.at > revokedMillis) {
      const ids = listRevoked(ctx);
      known = { at: performance.now(), ids };
      ids.catch(() => {
        known = undefined;
      });
    }
    return known.ids;
  };
  app.post(
    "/api/member/devices",
    { access: "member", schema: { operationId: "registerDevice", tags, body: Device, response: { 201: Certificate } } },
    async (request, reply) => {
      const { personId } = request.ctx.actor as MemberActor; // the route's access has made sure of it
      const engine = await keys();
      const certificate = await transact(serverSight(request.ctx), (tx) =>
        registerDevice(tx, engine, { personId, ...request.body }),
      );
      return reply.code(201).send(certificate);
    },
  );
  app.post(
    "/api/member/code",
    { access: "member", schema: { operationId: "makeCode", tags, body: Wanted, response: { 200: MadeCode } } },
    async (request) => {
      const { personId } = request.ctx.actor as MemberActor; // the route's access has made sure of it
      const engine = await keys();
      const about = { personId, purpose: request.body.purpose, subject: request.body.claimId ?? null };
      return transact(serverSight(request.ctx), (tx) => makeCodeFor(tx, engine, about));
    },
  );
  app.post(
    "/api/member/code/short",
    {
      access: "member",
      schema: { operationId: "issueShortNumber", tags, body: Wanted, response: { 201: ShortNumber } },
    },
    async (request, reply) => {
      const { personId } = request.ctx.actor as MemberActor; // the route's access has made sure of it
      const about = { personId, purpose: request.body.purpose, subject: request.body.claimId ?? null };
      return reply.code(201).send(await issueShortNumber(request.ctx, await keys(), about));
    },
  );
  app.get(
    "/api/codes/keys",
    { access: "public", schema: { operationId: "listCodeKeys", tags, response: { 200: Published } } },
    async (request) => ({
      keys: [...(await keys()).published],
      revoked: await revoked(request.ctx),
      serverTime: runtime.clock.now(),
    }),
  );
}
