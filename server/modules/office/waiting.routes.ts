import { z } from "zod";
import { decideWaiting, listWaiting } from "#engines/decisions";
import { type Ctx, transact } from "#kernel/context";
import type { App } from "#kernel/http/http";
import { IdempotencyHeaders, Instant } from "#kernel/http/http.schemas";
import type { Runtime } from "#kernel/module";
import { nodeNames } from "#kernel/node-names";
import type { Secrets } from "#kernel/secrets/secrets";
import { idsOfPaths } from "./waiting.store.ts";

const Waiting = z
  .object({
    type: z.string(),
    id: z.uuid(),
    title: z.string(),
    organisationId: z.string(),
    organisationName: z.string(),
    revision: z.number().int(),
    step: z.string(),
    from: z.string().nullable(),
    since: Instant,
    amountFen: z.number().int().nullable(),
    facts: z.array(
      z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()]).nullable()) }),
    ),
    link: z.string(),
    /** Answered on its own page, not with a yes or no here. */
    onPage: z.boolean(),
    /** To be read only; a yes says that it was. */
    read: z.boolean(),
  })
  .meta({ id: "WaitingForMe" });
const WaitingList = z.object({ items: z.array(Waiting) }).meta({ id: "WaitingList" });
const Decision = z.strictObject({
  type: z.string().regex(/^[a-z_]{1,40}$/),
  revision: z.number().int().min(1),
  step: z.string().regex(/^[a-z_]{1,40}$/),
  verdict: z.enum(["passed", "refused"]),
  note: z.string().trim().max(300).default(""),
  fileId: z.uuid().nullable().default(null),
});

const tags = ["office"];

/** What waits for the signed-in person, of every kind that a room has registered. */
export function waitingRoutes(app: App, { secrets }: Pick<Runtime, "secrets">): void {
  app.get(
    "/api/staff/waiting",
    { access: "staff", schema: { operationId: "listWaiting", tags, response: { 200: WaitingList } } },
    ({ ctx }) => waitingFor(ctx, secrets),
  );
  app.post(
    "/api/staff/waiting/:id",
    {
      access: "staff",
      schema: {
        operationId: "decideWaiting",
        tags,
        params: z.strictObject({ id: z.uuid() }),
        headers: IdempotencyHeaders,
        body: Decision,
        response: { 200: WaitingList },
      },
    },
    async ({ ctx, params, body, headers }) => {
      await decideWaiting(ctx, secrets, { ...params, ...body, key: headers["idempotency-key"] });
      return waitingFor(ctx, secrets);
    },
  );
}

async function waitingFor(ctx: Ctx, secrets: Secrets) {
  return transact(ctx, async (tx) => {
    const all = await listWaiting(tx, secrets);
    const ids = await idsOfPaths(
      tx.db,
      all.map((one) => one.node),
    );
    const names = await nodeNames(tx.db, [...ids.values()]);
    return {
      items: all.map(({ node, since, ...one }) => {
        const organisationId = ids.get(node) ?? "";
        return {
          ...one,
          organisationId,
          organisationName: names.get(organisationId) ?? "",
          since: since.toISOString(),
        };
      }),
    };
  });
}
