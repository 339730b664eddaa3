import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import swagger from "@fastify/swagger";
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import type { Logger } from "pino";
import { type Actor, anonymous } from "../actor.ts";
import type { Clock } from "../clock.ts";
import type { Ctx } from "../context.ts";
import type { DatabaseWatch } from "../database/database-watch.ts";
import { type Db, isUnreachable } from "../database/db.ts";
import { hasDuty, NotPermitted } from "../policy.ts";
import { forbidden, malformed, missing, Problem, problemDocument, unauthenticated, unavailable } from "../problem.ts";
import { explain } from "./explain.ts";
import { ProblemDocument } from "./http.schemas.ts";
import { isForeign } from "./origin.ts";
import { actorIn, addressBehind, anonymousIn, isPlay, mayNotPlay } from "./play.ts";
import { shedWhenSilent } from "./shed-when-silent.ts";

/** Who may call a route: everybody, one entrance, a clerk who gave the PIN, or staff holding a permission on some node. */
export type Access = "public" | "member" | "staff" | "till" | "clerk" | "door" | `${string}.${string}`;

export type Entrance = "member" | "staff" | "till" | "door";

/** Finds the actor behind an entrance's token; a plain value when it is in the process's cache. */
export type ActorFinder = (entrance: Entrance, token: string) => Actor | undefined | Promise<Actor | undefined>;

export interface HttpOptions {
  db: Db;
  clock: Clock;
  log: Logger;
  findActor: ActorFinder;
  /** Answers for the database while that is silent. */
  watch?: DatabaseWatch;
  /** Behind https: cookies get the __Host- prefix and Secure. */
  secure?: boolean;
  /** Addresses of the proxies in front, comma-separated; what a client says of its own address counts for nothing. */
  trustProxy?: boolean | string;
  /** Makes an answer with an undeclared status an error; on in tests. */
  strictAnswers?: boolean;
  title?: string;
  version?: string;
  bodyLimit?: number;
}

declare module "fastify" {
  interface FastifyContextConfig {
    access?: Access;
    play?: boolean;
  }
  interface RouteShorthandOptions {
    access?: Access;
    /** A public act that is also for the play space; no other can be done there without a sign-in. */
    play?: boolean;
  }
  interface FastifyRequest {
    ctx: Ctx;
  }
}

export type App = Awaited<ReturnType<typeof buildHttp>>;

/**
 * The name of an entrance's cookie: one per entrance, so that one browser holds a member, a staff and a till; and others in the play
 * space, so that a phone that rehearses stays signed in as its owner. Staff are the same people there.
 */
export const cookieName = (entrance: Entrance, secure: boolean, play = false) =>
  `${secure ? "__Host-" : ""}gh_${play && entrance !== "staff" ? "play_" : ""}${entrance}`;

/** What a page of ours may load: only what this server sends; and who may show it in a frame. */
export const contentSecurityPolicy = (frames: readonly string[] = []) =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'", // antd writes its component styles into the page
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    `frame-ancestors ${frames.length === 0 ? "'none'" : frames.join(" ")}`,
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");

const browserHeaders = {
  "content-security-policy": contentSecurityPolicy(),
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
} as const;

const strictTransport = { "strict-transport-security": "max-age=31536000; includeSubDomains" } as const;

const isAnswerOfApi = (url: string) => url.startsWith("/api/") && !url.startsWith("/api/docs");

/** Builds the HTTP server with the kernel's rules and no routes. Boot fails for a route under /api without `access`. */
export async function buildHttp(options: HttpOptions) {
  const app = fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy ?? false,
    bodyLimit: options.bodyLimit ?? 64 * 1024,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
    rewriteUrl: ({ url }) => addressBehind(url ?? "/"),
    return503OnClosing: true,
    forceCloseConnections: "idle",
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest("ctx", null as unknown as Ctx); // set on every request below, before any handler runs

  app.addHook("onRoute", (route) => {
    if (!route.url.startsWith("/api/")) return;
    const access = (route as { access?: Access }).access ?? route.config?.access ?? accessOfDocs(route.url);
    if (access === undefined) throw new Error(`Route ${String(route.method)} ${route.url} declares no access.`);
    const { play } = route as { play?: boolean };
    route.config = { ...route.config, access, ...(play === undefined ? {} : { play }) }; // also for the HEAD that comes with every GET: it runs the same handler
    if (route.schema?.hide || route.method === "HEAD") return;
    const schema = route.schema ?? {};
    route.schema = schema;
    schema.response = { "4xx": ProblemDocument, "5xx": ProblemDocument, ...(schema.response as object | undefined) };
    const security = access === "public" ? [] : [{ [entranceOf(access) ?? "staff"]: [] }];
    Object.assign(schema, { security, "x-access": access });
  });

  await app.register(cookie);
  // Pages get all of helmet's headers. Answers of the API are no pages: they get the ones that mean something for them, as fixed
  // texts, since these are written ten thousand times a second.
  await app.register(helmet, { global: false, contentSecurityPolicy: false, hsts: options.secure === true });
  const fixed = options.secure === true ? { ...browserHeaders, ...strictTransport } : browserHeaders;
  app.addHook("onRequest", (request, reply, done) => {
    reply.headers(fixed);
    if (!isAnswerOfApi(request.url)) reply.helmet({ contentSecurityPolicy: false, hsts: false, referrerPolicy: false });
    done();
  });
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: options.title ?? "工汇 Gonghui", version: options.version ?? "0.1.0" },
      components: {
        securitySchemes: {
          member: { type: "apiKey", in: "cookie", name: cookieName("member", false) },
          staff: { type: "apiKey", in: "cookie", name: cookieName("staff", false) },
          till: { type: "apiKey", in: "cookie", name: cookieName("till", false) },
          door: { type: "apiKey", in: "cookie", name: cookieName("door", false) },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });

  if (options.watch !== undefined) shedWhenSilent(app as unknown as FastifyInstance, options.watch);
  guardRequests(app as unknown as { addHook: OnRequest }, options);
  answerErrors(app as unknown as FastifyInstance, options);
  return app;
}

function guardRequests(app: { addHook: OnRequest }, options: HttpOptions): void {
  const secure = options.secure === true;
  const base = { db: options.db, clock: options.clock, log: options.log };
  app.addHook("onRequest", (request, reply, done) => {
    const access = request.routeOptions.config.access;
    const play = isPlay(request);
    request.ctx = { ...base, actor: anonymousIn(play) };
    reply.header("cache-control", "no-store").header("permissions-policy", permissionsOf(request.url));
    if (request.method !== "GET" && request.method !== "HEAD" && isForeign(request))
      return done(forbidden("access.foreign_origin"));
    const entrance = access === undefined ? undefined : entranceOf(access);
    if (play && mayNotPlay(request)) return done(forbidden("access.not_in_play"));
    if (entrance === undefined) return done();
    const token = request.cookies[cookieName(entrance, secure, play)];
    if (token === undefined) return done(unauthenticated("access.sign_in_needed", { entrance }));
    const settle = (found: Actor | undefined) => {
      const actor = actorIn(found, play);
      const refusal = refuse(access as Access, entrance, actor);
      if (refusal !== undefined) return done(refusal);
      request.ctx.actor = actor ?? anonymous;
      done();
    };
    const found = options.findActor(entrance, token);
    if (found instanceof Promise) found.then(settle, done);
    else settle(found);
  });
}

// The till scans with its camera, and whoever applies as a merchant may say where the store is; no page of ours needs anything else.
const permissions = "camera=(self), microphone=(), payment=(), usb=()";
const permissionsOf = (url: string) => `${permissions}, geolocation=${/^\/partner\b/.test(url) ? "(self)" : "()"}`;

// The reference's own routes are made by its plugin, which cannot declare access.
const accessOfDocs = (url: string): Access | undefined => (/^\/api\/docs(\/|$)/.test(url) ? "public" : undefined);

type OnRequest = (
  name: "onRequest",
  hook: (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void,
) => unknown;

function entranceOf(access: Access): Entrance | undefined {
  if (access === "public") return undefined;
  if (access === "member" || access === "door") return access;
  if (access === "till" || access === "clerk") return "till";
  return "staff";
}

function refuse(access: Access, entrance: Entrance, actor: Actor | undefined): Problem | undefined {
  if (actor === undefined || actor.kind !== entrance) return unauthenticated("access.sign_in_needed", { entrance });
  if (access === "clerk" && actor.kind === "till" && actor.clerkId === undefined)
    return unauthenticated("access.clerk_needed");
  if (access.includes(".") && !hasDuty(actor, access)) return new NotPermitted({ permission: access });
  return undefined;
}

function answerErrors(
  server: Pick<FastifyInstance, "setErrorHandler" | "setNotFoundHandler" | "addHook">,
  options: HttpOptions,
): void {
  server.setErrorHandler(async (error, request, reply) => {
    const fault = error instanceof NotPermitted ? await explain(request.ctx, error) : error;
    const problem = asProblem(fault, request, options);
    if (problem.retryAfter !== undefined) reply.header("retry-after", String(problem.retryAfter));
    return reply
      .code(problem.status)
      .header("content-type", "application/problem+json; charset=utf-8")
      .serializer(asText)
      .send(problemDocument(problem));
  });
  server.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .header("content-type", "application/problem+json; charset=utf-8")
      .serializer(asText)
      .send(problemDocument(missing("http.no_such_address"))),
  );
  if (options.strictAnswers === true)
    server.addHook("preSerialization", (request, reply, payload, done) => {
      const declared = Object.keys((request.routeOptions.schema?.response as object | undefined) ?? {});
      const status = String(reply.statusCode);
      const known = declared.length === 0 || declared.includes(status) || declared.includes(`${status[0]}xx`);
      if (!known) throw new Error(`${request.method} ${request.url} answered undeclared status ${status}`);
      done(null, payload);
    });
}

const asText = (payload: unknown) => JSON.stringify(payload);

interface FastifyFault extends Error {
  validation?: { instancePath: string; message?: string }[];
  statusCode?: number;
  code?: string;
}

function asProblem(fault: unknown, request: FastifyRequest, options: HttpOptions): Problem {
  if (fault instanceof Problem) return fault;
  const error = fault as FastifyFault;
  if (error.validation !== undefined) {
    const first = error.validation[0];
    return malformed("http.invalid_request", { field: first?.instancePath ?? "", reason: first?.message ?? "" });
  }
  if (isUnreachable(error)) {
    options.log.warn({ code: error.code }, "database.unreachable");
    return unavailable("http.database_unreachable", 2);
  }
  if (error.code === "22P02" || error.code === "22P05" || error.code === "22021")
    return malformed("http.invalid_request", { field: "", reason: "text" });
  // A statement that took too long, a lock that was not given, a deadlock: nothing has happened, try again.
  if (error.code === "57014" || error.code === "55P03" || error.code === "40P01") return unavailable("http.busy", 1);
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return new Problem(error.statusCode, statusCodes[error.statusCode] ?? "http.invalid_request");
  request.log.error(
    { err: { message: error.message, code: error.code, stack: error.stack }, route: request.routeOptions.url },
    "request.failed",
  );
  return new Problem(500, "http.internal_error");
}

const statusCodes: Record<number, string> = {
  404: "http.no_such_address",
  413: "http.too_large",
  415: "http.unsupported_media_type",
  429: "http.too_many_requests",
};
