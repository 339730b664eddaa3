import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { takeFile, viewImport } from "#engines/sheets";
import type { StaffActor } from "#kernel/actor";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { generateSecrets } from "#kernel/secrets/generate-secrets";
import { loadSecrets, type Secrets } from "#kernel/secrets/secrets";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { addOrganisation } from "#modules/membership";
import { type Imports, startImports } from "./start-imports.ts";

let folder: string;
let database: TestDatabase;
let secrets: Secrets;
let actor: StaffActor;
let nodeId: string;
let imports: Imports;
const lines: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gonghui-imports-"));
  const secretsFile = join(folder, "secrets.json");
  await writeFile(secretsFile, JSON.stringify(await generateSecrets()), { mode: 0o600 });
  secrets = await loadSecrets({ file: secretsFile, createIfMissing: false, dataDir: folder, requireOutside: false });
  database = await testDatabase();
  const county = { parentId: null, name: "云岭县总工会", kind: "county" } as const;
  const { id, node } = await transact(database.ctx(), (tx) => addOrganisation(tx, county));
  nodeId = id;
  actor = {
    ...{ kind: "staff", sessionId: "s", accountId: uuidv7(), name: "录入员" },
    duties: [{ duty: "people.officer", path: node }],
  };
  const log = pino({ level: "info" }, { write: (line) => void lines.push(line) });
  imports = startImports({ config: { secretsFile, dataDir: folder }, appUrl: database.appUrl, log, idleSeconds: 3 });
});
afterAll(async () => {
  await imports.stop();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const take = () => {
  const content = Buffer.from("姓名,身份证号,手机号\n丁一,610997199001012613,19811110001");
  return takeFile(database.ctx(actor), secrets, { kind: "people", nodeId, fileName: "表.csv", content });
};
const until = async (done: () => boolean | Promise<boolean>) => {
  while (!(await done())) await sleep(20);
};
const isReviewed = async (id: string) => (await viewImport(database.ctx(actor), id)).state === "review";

test("a process of its own works while there is work, is replaced when it is killed, and ends when there is none", async () => {
  await sleep(700);
  expect(imports.pid).toBeUndefined();

  const first = await take();
  await until(() => imports.pid !== undefined);
  const killed = imports.pid ?? 0;
  expect(killed).not.toBe(process.pid);
  process.kill(killed, "SIGKILL");
  // If it had the import in hand already, the next one would have to wait until its lease is over.
  await until(() => imports.pid !== killed);
  await transact(database.ctx(), (tx) => sql`update sheets.import set leased_until = '-infinity'`.execute(tx.db));
  await until(() => isReviewed(first));
  expect(imports.pid).not.toBe(killed);
  expect(lines.join("")).toContain("imports.process_ended");

  await until(() => imports.pid === undefined);
  const second = await take();
  await until(() => isReviewed(second));

  const last = imports.pid ?? 0;
  await imports.stop();
  expect(() => process.kill(last, 0)).toThrow("ESRCH");
}, 150_000);
