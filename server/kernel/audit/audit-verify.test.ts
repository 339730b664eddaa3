import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import pg from "pg";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "../context.ts";
import { startLeader } from "../database/leader.ts";
import { type Secrets, temporarySecrets } from "../secrets/secrets.ts";
import { type TestDatabase, testDatabase } from "../testing.ts";
import { record } from "./audit.ts";
import { auditCheckpoints, checkpointFile, makeCheckpoint } from "./audit-checkpoints.ts";
import { type Verification, type VerifyOptions, verifyAudit } from "./audit-verify.ts";
import { firstBad, type Tampering, tamper, tamperedColumns, tamperings } from "./tampering.builders.ts";

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007);
const chains = ["a", "b", "c", "d"];
const lines: string[] = [];
let secrets: Secrets;
let database: TestDatabase;
let attacker: pg.Client;
let query: VerifyOptions["query"];
let keys: VerifyOptions["keys"];
let pristine: Verification;

beforeAll(async () => {
  secrets = await temporarySecrets();
  keys = new Map([[secrets.auditSigning.keyId, secrets.auditSigning.publicKey]]);
  database = await testDatabase();
  const url = (process.env.TEST_SUPERUSER_URL ?? "").replace(
    /\/postgres(\?|$)/,
    `/${new URL(database.ownerUrl.replace("@/", "@h/")).pathname.slice(1)}$1`,
  );
  attacker = new pg.Client({ connectionString: url });
  await attacker.connect();
  query = (text, values) => attacker.query(text, values);
  const known = new Map<string, number>();
  for (let n = 0; n < 120; n++) {
    const chain = chains[n % chains.length] ?? "a";
    await transact(database.ctx(), (tx) =>
      record(tx, {
        chain,
        node: "1",
        action: "test.did",
        object: { type: "thing", id: `${n}` },
        detail: { n, text: "行" },
      }),
    );
    if (n % 30 === 29) lines.push(JSON.stringify(await makeCheckpoint(query, secrets.auditSigning, known)));
  }
  pristine = await verifyAudit({ query, keys, lines });
});
afterAll(async () => {
  await attacker.end();
  await database.drop();
});

const seqs = fc.integer({ min: 1, max: 30 });
const edits: fc.Arbitrary<Tampering> = fc
  .record({
    kind: fc.constantFrom(...tamperings),
    chain: fc.constantFrom(...chains),
    seq: seqs,
    second: fc.integer({ min: 1, max: 29 }),
    column: fc.constantFrom(...tamperedColumns),
  })
  .map((edit) => ({ ...edit, second: ((edit.seq - 1 + edit.second) % 30) + 1 }));
/** The numbers of a chain that were signed: of 120 records in turn, after every 30. */
const signedOf = (chain: string) =>
  [30, 60, 90, 120].map((n) => Math.ceil((n - chains.indexOf(chain)) / chains.length));

/** Runs `act` as the attacker, verifies, and undoes it. */
async function whenTampered(act: () => Promise<unknown>, options: Partial<VerifyOptions> = {}): Promise<Verification> {
  await query("begin");
  try {
    await act();
    return await verifyAudit({ query, keys, lines, ...options });
  } finally {
    await query("rollback");
  }
}

describe(`tampering (seed ${seed})`, () => {
  test("control: what nobody touched verifies, also after more has been written", async () => {
    expect(pristine).toMatchObject({
      ok: true,
      records: 120,
      chains: 4,
      checkpoints: 4,
      findings: [],
      unreadableLines: 0,
    });
    const later = await whenTampered(() =>
      query("select kernel.audit('a', '1', 'system:test', 'test.did', 'thing', 'x', '{}')"),
    );
    expect(later).toMatchObject({ ok: true, records: 121 });
  });

  test("300 random edits are all found, and the first bad position is named", async () => {
    const property = fc.asyncProperty(edits, async (edit) => {
      const found = await whenTampered(() => tamper(query, edit));
      expect(found.ok).toBe(false);
      const { from, to } = firstBad(edit, signedOf(edit.chain));
      const named = found.findings.find((one) => one.chain === edit.chain)?.seq;
      expect(named).toBeGreaterThanOrEqual(from);
      expect(named).toBeLessThanOrEqual(to);
    });
    await fc.assert(property, { seed, numRuns: 300 });
  });

  test("negative control: without the signed checkpoints a recomputed chain passes", async () => {
    const forge = async () => {
      await tamper(query, { kind: "recompute", chain: "b", seq: 3, second: 1, column: "payload" });
      await query("delete from kernel.audit_checkpoint");
    };
    expect(await whenTampered(forge, { lines: [] })).toMatchObject({ ok: true });
    expect((await whenTampered(forge)).ok).toBe(false);
  });

  test.each([
    ["changed", "update kernel.audit_checkpoint set heads = replace(heads, '1', '2') where id = 2"],
    ["deleted in the middle", "delete from kernel.audit_checkpoint where id = 2"],
    ["deleted at the end", "delete from kernel.audit_checkpoint where id = 4"],
    ["signed by nobody", "update kernel.audit_checkpoint set signature = sha256(signature) where id = 1"],
  ])("a checkpoint %s is found", async (_how, statement) => {
    expect((await whenTampered(() => query(statement))).findings[0]?.chain).toMatch(/^checkpoint \d/);
  });

  test("a checkpoint signed with another key convicts itself; a torn line of the file does not", async () => {
    const strange = (await temporarySecrets()).auditSigning;
    const forged = await whenTampered(() => makeCheckpoint(query, strange, new Map()));
    expect(forged.findings[0]?.why).toContain("unknown key");
    const torn = [...lines, (lines[0] ?? "").slice(0, 40)];
    expect(await verifyAudit({ query, keys, lines: torn })).toMatchObject({ ok: true, unreadableLines: 1 });
  });

  test("a field with a line break, which would blur what was hashed, cannot be written", async () => {
    const act = transact(database.ctx(), (tx) =>
      record(tx, { node: "1", action: "test.did", object: { type: "thing\nx", id: "1" } }),
    );
    await expect(act).rejects.toMatchObject({ code: "23514" });
  });
});

describe("the leader", () => {
  test("signs again and again, into table, file and log, and the file convicts what the table hides", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "gonghui-audit-"));
    const logged: string[] = [];
    const log = pino({ level: "info" }, { write: (line: string) => void logged.push(line) });
    writeFileSync(checkpointFile(dataDir), '{"torn');
    const duty = auditCheckpoints({ config: { dataDir }, secrets, log }, { every: 20 });
    const leader = startLeader({ url: database.ownerUrl, duties: [duty], log, retryEvery: 20 });
    const written = () => readFileSync(checkpointFile(dataDir), "utf8").split("\n").slice(1, -1);
    while (written().length < 3) await sleep(10);
    await leader.stop();
    const inFile = written();
    expect(logged.filter((line) => line.includes("audit.checkpoint")).length).toBe(inFile.length);
    const all = [...lines, ...inFile];
    expect(await verifyAudit({ query, keys, lines: all })).toMatchObject({ ok: true, checkpoints: all.length });
    const hidden = await whenTampered(() => query("delete from kernel.audit_checkpoint where id > 4"), { lines: all });
    expect(hidden.ok).toBe(false);
    rmSync(dataDir, { recursive: true });
  });
});

describe("partitions", () => {
  test("this month and three more exist; the app role may make more, and no other table", async () => {
    const count = async () =>
      Number(
        (
          await query<{ n: string }>(
            "select count(*) as n from pg_inherits where inhparent = 'kernel.audit_record'::regclass",
          )
        ).rows[0]?.n,
      );
    expect(await count()).toBe(5);
    await database.pool.query("select kernel.make_audit_partitions(5)");
    expect(await count()).toBe(7);
    await database.pool.query("select kernel.make_audit_partitions(5)");
    expect(await count()).toBe(7);
    await expect(database.pool.query("create table kernel.mine (x int)")).rejects.toMatchObject({ code: "42501" });
  });
});
