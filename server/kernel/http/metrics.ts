import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Runtime } from "../module.ts";
import type { App } from "./http.ts";

/** Figures for Prometheus at /metrics: the process, the answers by route and status, the connections to the database. */
export async function metricsRoutes(app: App, runtime: Runtime): Promise<void> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answers = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time from the first byte to the answer, by route and status",
    labelNames: ["method", "route", "status"] as const,
    buckets: [0.005, 0.02, 0.1, 0.5, 2],
    registers: [registry],
  });
  new Gauge({
    name: "database_connections",
    help: "Connections of the pool, by state",
    labelNames: ["state"] as const,
    registers: [registry],
    collect() {
      const { pool } = runtime.database;
      this.set({ state: "idle" }, pool.idleCount);
      this.set({ state: "all" }, pool.totalCount);
      this.set({ state: "waiting" }, pool.waitingCount);
    },
  });
  new Gauge({
    name: "event_streams",
    help: "Browsers listening to events",
    registers: [registry],
    collect() {
      this.set(runtime.hub.connections);
    },
  });
  // Answers are counted in memory by a cheap key and poured into the histogram when somebody asks.
  app.addHook("onResponse", (request, reply, done) => {
    answers.observe(
      labelsOf(request.method, request.routeOptions.url ?? "unknown", reply.statusCode),
      reply.elapsedTime / 1000,
    );
    done();
  });
  app.get("/metrics", { schema: { hide: true } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}

const labels = new Map<string, { method: string; route: string; status: string }>();

function labelsOf(method: string, route: string, status: number) {
  const key = `${method}${route}${status}`;
  const known = labels.get(key);
  if (known !== undefined) return known;
  const made = { method, route, status: String(status) };
  labels.set(key, made);
  return made;
}
