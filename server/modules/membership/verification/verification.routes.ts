import { z } from "zod";
import type { App } from "#kernel/http/http";
import { Instant } from "#kernel/http/http.schemas";
import { identityVerdicts } from "#kernel/identity/identity-verifier";
import { Joining, JoiningParams } from "../joining/joining.schemas.ts";
import { getJoining } from "../joining/review.ts";
import { PersonParams } from "../membership.schemas.ts";
import { identitySources } from "./verification.store.ts";
import { verifyApplicant } from "./verify-applicant.ts";
import { listVerificationRuns, startRun } from "./verify-many.ts";
import { type Asking, verifyPerson } from "./verify-person.ts";

const Run = z
  .object({
    id: z.uuid(),
    organisationId: z.uuid(),
    state: z.enum(["running", "done", "stopped"]),
    source: z.enum(identitySources),
    ...{ total: z.number().int(), matches: z.number().int(), differs: z.number().int(), unavailable: z.number().int() },
    askedByName: z.string(),
    askedAt: Instant,
    endedAt: Instant.nullable(),
    /** Whose name and number do not belong together, two hundred at most. */
    differing: z.array(z.object({ id: z.uuid(), name: z.string() })),
  })
  .meta({ id: "VerificationRun" });
const Runs = z.object({ unverified: z.number().int(), items: z.array(Run) }).meta({ id: "VerificationRuns" });
const Verdict = z.object({ verdict: z.enum(identityVerdicts) }).meta({ id: "IdentityVerdict" });

/** Whether people are who they say: one, an applicant, or everybody of an organisation. */
export function verificationRoutes(app: App, asking: Asking): void {
  app.post(
    "/api/people/:personId/verify",
    {
      access: "people.manage",
      schema: { operationId: "verifyPerson", params: PersonParams, response: { 200: Verdict } },
    },
    ({ ctx, params }) => verifyPerson(ctx, asking, params.personId),
  );
  app.post(
    "/api/staff/joining/:joiningId/verify",
    {
      access: "people.manage",
      schema: { operationId: "verifyApplicant", tags: ["joining"], params: JoiningParams, response: { 200: Joining } },
    },
    async ({ ctx, params }) => {
      await verifyApplicant(ctx, asking, params.joiningId);
      return getJoining(ctx, asking.secrets, params.joiningId);
    },
  );
  app.get(
    "/api/staff/verification-runs",
    {
      access: "people.manage",
      schema: {
        ...{ operationId: "listVerificationRuns", querystring: z.strictObject({ organisationId: z.uuid() }) },
        response: { 200: Runs },
      },
    },
    ({ ctx, query }) => listVerificationRuns(ctx, query.organisationId),
  );
  app.post(
    "/api/staff/verification-runs",
    {
      access: "people.manage",
      schema: {
        ...{ operationId: "startVerificationRun", response: { 201: Runs } },
        body: z.strictObject({ organisationId: z.uuid() }).meta({ id: "StartVerificationRun" }),
      },
    },
    async ({ ctx, body }, reply) => {
      await startRun(ctx, asking, body.organisationId);
      return reply.code(201).send(await listVerificationRuns(ctx, body.organisationId));
    },
  );
}
