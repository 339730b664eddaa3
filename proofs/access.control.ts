import { sql } from "kysely";
import { z } from "zod";
import { serverSight, transact } from "../server/kernel/context.ts";
import type { App } from "../server/kernel/http/http.ts";

const Anything = z.record(z.string(), z.unknown());

export const brokenRights = ["people.view", "benefits.read", "people.manage"];

/**
 * Three ways to forget a check: a file that is read with the server's sight and no policy, a list without the places of the reader, and an
 * act that only asks whether somebody holds the right anywhere.
 */
export function brokenRoutes(app: App): void {
  app.get(
    "/api/people/:personId/broken",
    {
      access: "people.view",
      schema: { operationId: "brokenFile", params: z.object({ personId: z.uuid() }), response: { 200: Anything } },
    },
    ({ ctx, params }) =>
      transact(serverSight(ctx), async ({ db }) => {
        const { rows } = await sql<Record<string, unknown>>`select id::text as id, name from membership.person
          where id = ${params.personId}::uuid`.execute(db);
        return rows[0] ?? {};
      }),
  );
  app.get(
    "/api/broken/merchants",
    { access: "benefits.read", schema: { operationId: "brokenList", response: { 200: Anything } } },
    ({ ctx }) =>
      transact(serverSight(ctx), async ({ db }) => {
        const { rows } = await sql`select trade_name from benefits.merchant`.execute(db);
        return { items: rows };
      }),
  );
  app.post(
    "/api/people/:personId/broken",
    {
      access: "people.manage",
      schema: { operationId: "brokenAct", params: z.object({ personId: z.uuid() }), response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await transact(serverSight(ctx), ({ db }) =>
        sql`update membership.person set remark = 'x' where id = ${params.personId}::uuid`.execute(db),
      );
      return reply.code(204).send(null);
    },
  );
}
