import { type ChildProcess, fork } from "node:child_process";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import pino from "pino";
import { migrate } from "../server/kernel/database/migrate.ts";
import { startEmbeddedPostgres } from "../server/kernel/postgres/embedded-postgres.ts";
import { generateSecrets } from "../server/kernel/secrets/generate-secrets.ts";

export interface Member {
  personId: string;
  /** The Cookie header. */
  cookie: string;
}

export interface ServerProcess {
  port: number;
  pid: number;
  stop(): Promise<void>;
  kill(): void;
  exited: Promise<void>;
}

/** A durable PostgreSQL of its own with the migrated schema, for measurements and proofs. */
export interface Stage {
  dataDir: string;
  ownerUrl: string;
  appUrl: string;
  /** For filling tables as a restore does, past their triggers. */
  superuserUrl: string;
  secretsFile: string;
  postgresPid(): number;
  /** A connection as the owner with the server's sight. */
  owner: pg.Client;
  /** Starts a server process (see stage-server.ts) on a free port. */
  serve(options?: { env?: NodeJS.ProcessEnv; script?: string; port?: number }): Promise<ServerProcess>;
  close(): Promise<void>;
}

export async function openStage(
  options: { settings?: Record<string, string>; onRestart?: () => void } = {},
): Promise<Stage> {
  const dataDir = await mkdtemp(join(tmpdir(), "gonghui-stage-"));
  const postgres = await startEmbeddedPostgres({
    dataDir,
    superuserPassword: "stage",
    settings: { max_connections: "200", ...options.settings },
    log: pino({ level: "silent" }),
    ...(options.onRestart === undefined ? {} : { onRestart: options.onRestart }),
  });
  const superuser = new pg.Client({ connectionString: postgres.url("postgres", "stage", "postgres") });
  await superuser.connect();
  await superuser.query("create role gonghui_owner login createrole password 'stage'");
  await superuser.query("create database gonghui owner gonghui_owner");
  await superuser.end();
  const ownerUrl = postgres.url("gonghui_owner", "stage", "gonghui");
  await migrate(ownerUrl, { appPassword: "stage" });
  const secretsFile = join(dataDir, "secrets.json");
  await writeFile(secretsFile, JSON.stringify(await generateSecrets()), { mode: 0o600 });
  const owner = new pg.Client({ connectionString: ownerUrl });
  owner.on("error", () => undefined);
  await owner.connect();
  await owner.query("set app.scope = '*'");
  const servers: ServerProcess[] = [];
  const stage: Stage = {
    dataDir,
    ownerUrl,
    appUrl: postgres.url("gonghui_app", "stage", "gonghui"),
    superuserUrl: postgres.url("postgres", "stage", "gonghui"),
    secretsFile,
    postgresPid: () => postgres.pid,
    owner,
    serve: async (how = {}) => {
      const server = await startServer(stage, how);
      servers.push(server);
      return server;
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.stop()));
      await owner.end().catch(() => undefined);
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return stage;
}

async function startServer(
  stage: Stage,
  how: { env?: NodeJS.ProcessEnv; script?: string; port?: number },
): Promise<ServerProcess> {
  const child: ChildProcess = fork(join(import.meta.dirname, how.script ?? "stage-server.ts"), [], {
    env: {
      ...process.env,
      LOG_LEVEL: process.env.LOG_LEVEL ?? "fatal",
      DATABASE_URL: stage.appUrl,
      DATABASE_DIRECT_URL: stage.ownerUrl,
      SECRETS_FILE: stage.secretsFile,
      PORT: String(how.port ?? 0),
      ...how.env,
    },
    execPath: process.execPath,
    execArgv: ["--max-semi-space-size=64"], // as npm start does
  });
  const endWithUs = () => void child.kill("SIGKILL");
  process.once("exit", endWithUs);
  const exited = new Promise<void>((resolve) =>
    child.once("exit", () => {
      process.off("exit", endWithUs);
      resolve();
    }),
  );
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message) => resolve((message as { port: number }).port));
    child.once("exit", (code) => reject(new Error(`the server ended with ${code} before it was ready`)));
  });
  return {
    port,
    pid: child.pid ?? 0,
    exited,
    kill: () => void child.kill("SIGKILL"),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await exited;
    },
  };
}

/** One node of the tree with an organisation on it; gives its path. */
export async function makeNode(stage: Stage, name = "工会"): Promise<string> {
  const id = randomUUID();
  const { rows } = await stage.owner.query<{ path: string }>("select kernel.add_node($1, null)::text as path", [id]);
  const path = rows[0]?.path ?? "";
  await stage.owner.query(
    `insert into membership.organisation (id, node, kind, name, short_name, pinyin, initials) values ($1, $2, 'city', $3, $3, 'gong hui', 'gh')`,
    [id, path, name],
  );
  return path;
}

/** Members of the node with an open sign-in each; bulk, as an import would make them. */
export async function makeMembers(stage: Stage, node: string, count: number): Promise<Member[]> {
  const members = Array.from({ length: count }, () => ({
    personId: randomUUID(),
    token: randomBytes(32).toString("base64url"),
  }));
  const ids = members.map((m) => m.personId);
  await stage.owner.query(
    `insert into membership.person (id, node, member_number, name, pinyin, initials, phone, phone_index, verified_at)
     select id, $2::ltree, 'S' || nextval('membership.member_number'), '职工', 'zhi gong', 'zg', '\\x00', uuid_send(id), now() from unnest($1::uuid[]) id`,
    [ids, node],
  );
  await stage.owner.query(
    `insert into membership.membership (id, person_id, organisation_id, node, is_primary, valid_from)
     select gen_random_uuid(), id, (select id from membership.organisation where node = $2::ltree), $2::ltree, true, current_date from unnest($1::uuid[]) id`,
    [ids, node],
  );
  await stage.owner.query(
    `insert into kernel.session (id, token_hash, entrance, principal_id, idle, expires_at)
     select gen_random_uuid(), hash, 'member', id, interval '30 days', now() + interval '30 days' from unnest($1::uuid[], $2::bytea[]) as s (id, hash)`,
    [ids, members.map((m) => createHash("sha256").update(m.token).digest())],
  );
  return members.map((m) => ({ personId: m.personId, cookie: `gh_member=${m.token}` }));
}
