import pino from "pino";
import { systemClock } from "../clock.ts";
import { readConfig } from "../config.ts";
import { asSystem, transact } from "../context.ts";
import { steadyWatch } from "../database/database-watch.ts";
import { startListener } from "../database/listener.ts";
import { type ActorFinder, type App, buildHttp, cookieName, type Entrance } from "../http/http.ts";
import { allowInside } from "../http/outbound.ts";
import { uuidv7 } from "../ids.ts";
import type { Runtime } from "../module.ts";
import { insertNode } from "../nodes.store.ts";
import { startNotify } from "../notify/notify.ts";
import { startRealtime } from "../realtime/realtime.ts";
import { type Secrets, temporarySecrets } from "../secrets/secrets.ts";
import { type TestDatabase, testDatabase } from "../testing.ts";
import { createActorFinder, type SessionFinder } from "./actor-finder.ts";
import { insertGrant } from "./grants.store.ts";
import { hashPassword } from "./password.ts";
import { startSession } from "./sessions.ts";
import { insertAccount } from "./staff-accounts.store.ts";

/** The HTTP server of a test, with real sessions on a database of its own. */
export interface SignInApp {
  app: App;
  runtime: Runtime;
  database: TestDatabase;
  secrets: Secrets;
  finder: SessionFinder;
  close(): Promise<void>;
}

/** Builds a server with the given routes; `demo` shows codes, as a demonstration does. */
export async function signInApp(
  routes: (app: App, runtime: Runtime) => void | Promise<void>,
  { demo = true }: { demo?: boolean } = {},
): Promise<SignInApp> {
  allowInside([], { demo });
  const database = await testDatabase();
  const secrets = await temporarySecrets();
  const log = pino({ level: process.env.LOG_LEVEL ?? "silent" });
  const system = database.ctx();
  const listener = startListener({ url: database.ownerUrl, log });
  const finder = createActorFinder({ system, listener, log });
  const findActor: ActorFinder = finder.findActor;
  const base = { database, log, system: (name: string) => asSystem(system, name) };
  const hub = await startRealtime({ listener, runtime: base });
  const notify = startNotify({ ...base, secrets, demo, hub });
  const runtime: Runtime = {
    ...base,
    config: readConfig({}),
    secrets,
    clock: systemClock,
    watch: steadyWatch(systemClock),
    demo,
    findActor,
    hub,
    sessions: finder,
    listener,
  };
  const app = await buildHttp({
    db: database.db,
    clock: systemClock,
    log,
    findActor,
    strictAnswers: true,
    trustProxy: true,
  });
  await routes(app, runtime);
  await app.ready();
  const close = async () => {
    await app.close();
    await notify.stop();
    await hub.stop();
    finder.close();
    await listener.stop();
    await database.drop();
  };
  return { app, runtime, database, secrets, finder, close };
}

/** A node of the tree. */
export async function aNode(database: TestDatabase, parentId: string | null = null) {
  const id = uuidv7();
  const path = await transact(database.ctx(), (tx) => insertNode(tx.db, id, parentId));
  return { id, path };
}

let accounts = 0;

export interface StaffInput {
  node: { id: string; path: string };
  duties?: string[];
  /** Where the duties hold, if not at the account's node. */
  at?: { id: string; path: string };
  /** More duties, on another node. */
  alsoAt?: { node: { id: string; path: string }; duties: string[] };
  login?: string;
  password?: string;
}

/** A staff account with duties; hashing only when a password is asked for. */
export async function aStaffAccount(database: TestDatabase, secrets: Secrets, input: StaffInput) {
  const id = uuidv7();
  const login = input.login ?? `staff${++accounts}`;
  const passwordHash = input.password === undefined ? "none" : await hashPassword(secrets, input.password);
  await transact(database.ctx(), async (tx) => {
    const account = { id, node: input.node.path, nodeId: input.node.id, login, name: login };
    await insertAccount(tx.db, { ...account, passwordHash, passwordTemporary: false });
    const at = input.at ?? input.node;
    const held = (input.duties ?? []).map((duty) => ({ duty, on: at }));
    for (const duty of input.alsoAt?.duties ?? []) held.push({ duty, on: input.alsoAt?.node ?? at });
    for (const { duty, on } of held) {
      const grant = { accountId: id, duty, node: on.path, nodeId: on.id, until: null, grantedBy: "system:test" };
      await insertGrant(tx.db, { id: uuidv7(), ...grant });
    }
  });
  return { id, login };
}

/** The Cookie header of a fresh session. */
export async function aCookie(database: TestDatabase, entrance: Entrance, principalId: string): Promise<string> {
  const { token } = await transact(database.ctx(), (tx) => startSession(tx, { entrance, principalId }));
  return `${cookieName(entrance, false)}=${token}`;
}

/** A signed-in member of the staff: the Cookie header and the account. */
export async function aStaff(database: TestDatabase, secrets: Secrets, input: StaffInput) {
  const account = await aStaffAccount(database, secrets, input);
  return { ...account, cookie: await aCookie(database, "staff", account.id) };
}
