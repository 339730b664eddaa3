import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { DatabaseWatch } from "../database/database-watch.ts";
import { unavailable } from "../problem.ts";

const retryAfter = 2;
const scanMillis = 200;
/** A request may have waited so long when the silence is noticed that its answer must leave now. */
const patienceMillis = 1200;

/**
 * While the database does not answer, requests to the API are answered 503 with Retry-After: new ones at once, waiting ones when
 * they have waited a little over a second. What a waiting one asked for may still happen: the same key gives its answer later.
 */
export function shedWhenSilent(app: FastifyInstance, watch: DatabaseWatch): void {
  const waiting = new Map<FastifyRequest, { reply: FastifyReply; since: number }>();
  app.addHook("onRequest", (request, reply, done) => {
    if (!request.url.startsWith("/api/")) return done();
    if (!watch.healthy) return done(unavailable("http.database_unreachable", retryAfter));
    waiting.set(request, { reply, since: performance.now() });
    done();
  });
  app.addHook("onResponse", (request, _reply, done) => {
    waiting.delete(request);
    done();
  });
  const scan = () => {
    const now = performance.now();
    for (const [request, { reply, since }] of waiting) {
      if (reply.sent || reply.raw.headersSent) waiting.delete(request);
      else if (now - since > patienceMillis) {
        waiting.delete(request);
        reply.send(unavailable("http.database_unreachable", retryAfter));
      }
    }
  };
  let timer: NodeJS.Timeout | undefined;
  watch.onChange((healthy) => {
    clearInterval(timer);
    if (!healthy) timer = setInterval(scan, scanMillis);
  });
  app.addHook("onClose", async () => clearInterval(timer));
}
