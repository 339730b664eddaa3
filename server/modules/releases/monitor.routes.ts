import { transact } from "#kernel/context";
import type { App } from "#kernel/http/http";
import type { Runtime } from "#kernel/module";
import type { MonitorFeed } from "./monitor-feed.ts";
import { monitorRelease } from "./read-monitor.ts";
import * as schemas from "./releases.schemas.ts";
import { getReadable } from "./run-releases.ts";

/** The live figures of one release: the last ten minutes when asked, and then once a second as they come. */
export function monitorRoutes(app: App, { hub }: Pick<Runtime, "hub">, feed: MonitorFeed, now: () => Date): void {
  const params = schemas.ReleaseParams;
  app.get(
    "/api/staff/releases/:releaseId/monitor",
    {
      access: "releases.read",
      schema: {
        operationId: "monitorRelease",
        tags: ["releases (staff)"],
        params,
        response: { 200: schemas.Monitor },
      },
    },
    (request) => monitorRelease(request.ctx, now(), request.params.releaseId),
  );
  app.get(
    "/api/staff/releases/:releaseId/events",
    { access: "releases.read", schema: { hide: true, params } },
    async (request, reply) => {
      // What may be read is decided once; rights that end close the stream, and it is judged anew.
      const release = await transact(request.ctx, (tx) => getReadable(tx, request.params.releaseId));
      const { filter, end } = feed.watch(release);
      reply.raw.once("close", end);
      if (reply.raw.destroyed) end(); // it left while the release was looked up, and will not say so again
      await hub.stream(request, reply, { filter }).catch((error: Error) => {
        end();
        throw error;
      });
    },
  );
}
