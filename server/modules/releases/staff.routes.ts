import { z } from "zod";
import { transact } from "#kernel/context";
import type { App } from "#kernel/http/http";
import { IdempotencyHeaders } from "#kernel/http/http.schemas";
import { personFacts } from "#modules/membership";
import { noSuchPerson } from "./releases.errors.ts";
import * as schemas from "./releases.schemas.ts";
import { closeAlone, getForStaff, listForStaff, pauseRelease, resumeAlone, topUpAlone } from "./run-releases.ts";
import { lookAgain, type TakingPart } from "./take-part.ts";
import { sendWhy, whyNot } from "./why-not.ts";

const tags = ["releases (staff)"];
const one = { params: schemas.ReleaseParams, tags };

/** The staff's half: schedule, live figures, acts on a running release, "why not me". */
export function staffRoutes(app: App, part: TakingPart): void {
  const now = () => part.desk.snapshots.now();
  app.get(
    "/api/staff/releases",
    {
      access: "releases.read",
      schema: {
        operationId: "listStaffReleases",
        tags,
        querystring: schemas.ReleasesQuery,
        response: { 200: schemas.StaffReleaseList },
      },
    },
    (request) => listForStaff(request.ctx, now(), request.query),
  );
  app.get(
    "/api/staff/releases/:releaseId",
    {
      access: "releases.read",
      schema: { operationId: "getStaffRelease", ...one, response: { 200: schemas.StaffRelease } },
    },
    (request) => getForStaff(request.ctx, now(), request.params.releaseId),
  );
  app.get(
    "/api/staff/releases/:releaseId/why",
    {
      access: "releases.read",
      schema: {
        operationId: "whyNot",
        ...one,
        querystring: z.strictObject({ personId: z.uuid() }),
        response: { 200: schemas.Why },
      },
    },
    async (request) => {
      const { personId } = request.query;
      const known = await transact(request.ctx, (tx) => personFacts(tx.db, personId));
      if (known === undefined) throw noSuchPerson();
      const { unions, verified, employmentForm, tags } = known;
      return whyNot(part, request.ctx, request.params.releaseId, {
        personId,
        reach: unions,
        facts: { verified, employmentForm, tags },
      });
    },
  );
  app.post(
    "/api/staff/releases/:releaseId/why/send",
    {
      access: "releases.read",
      schema: {
        operationId: "sendWhy",
        ...one,
        body: z.strictObject({ personId: z.uuid() }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      // Row level security: who may not see the person sends nothing.
      const known = await transact(ctx, (tx) => personFacts(tx.db, body.personId));
      if (known === undefined) throw noSuchPerson();
      await sendWhy(ctx, params.releaseId, body.personId);
      return reply.code(204).send(null);
    },
  );
  app.post(
    "/api/staff/releases/:releaseId/pause",
    {
      access: "releases.run",
      schema: { operationId: "pauseRelease", ...one, body: schemas.Reason, response: { 200: schemas.StaffRelease } },
    },
    async (request) => {
      await pauseRelease(request.ctx, request.params.releaseId, request.body.reason);
      return changed(part, request.ctx, request.params.releaseId);
    },
  );
  app.post(
    "/api/staff/releases/:releaseId/resume",
    {
      access: "releases.run",
      schema: { operationId: "resumeRelease", ...one, body: schemas.Nothing, response: { 200: schemas.StaffRelease } },
    },
    async (request) => {
      await resumeAlone(request.ctx, request.params.releaseId);
      return changed(part, request.ctx, request.params.releaseId);
    },
  );
  app.post(
    "/api/staff/releases/:releaseId/close",
    {
      access: "releases.run",
      schema: { operationId: "closeRelease", ...one, body: schemas.Reason, response: { 200: schemas.StaffRelease } },
    },
    async (request) => {
      await closeAlone(request.ctx, request.params.releaseId, request.body.reason);
      return changed(part, request.ctx, request.params.releaseId);
    },
  );
  app.post(
    "/api/staff/releases/:releaseId/top-up",
    {
      access: "releases.top_up",
      schema: {
        operationId: "topUpRelease",
        ...one,
        headers: IdempotencyHeaders,
        body: schemas.TopUp,
        response: { 200: schemas.StaffRelease },
      },
    },
    async (request) => {
      await topUpAlone(request.ctx, request.params.releaseId, request.body.units, request.headers["idempotency-key"]);
      return changed(part, request.ctx, request.params.releaseId);
    },
  );
}

async function changed(part: TakingPart, ctx: Parameters<typeof getForStaff>[0], releaseId: string) {
  await lookAgain(part);
  return getForStaff(ctx, part.desk.snapshots.now(), releaseId);
}
