import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "../context.ts";
import { loadProvider, saveProvider } from "../sign-in/oidc/oidc-settings.ts";
import { aNode, aStaffAccount } from "../sign-in/sign-in.builders.ts";
import { totpPlace } from "../sign-in/staff-sign-in.ts";
import { type TestDatabase, testDatabase } from "../testing.ts";
import { type FieldKeys, open, type SealAlgorithm, seal } from "./field-encryption.ts";
import { followKeys } from "./follow-keys.ts";
import { generateSecrets } from "./generate-secrets.ts";
import { addKey, removeKey, sealWith } from "./key-file.ts";
import { countByKey, resealAll } from "./reseal.ts";
import { loadSecrets, readFieldKeys, type Secrets, temporarySecrets } from "./secrets.ts";

let database: TestDatabase;
let owner: pg.Client;
let secrets: Secrets;
const accounts: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  secrets = await temporarySecrets();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query("set app.scope = '*'");
  const node = await aNode(database);
  for (let n = 0; n < 23; n++) {
    const { id } = await aStaffAccount(database, secrets, { node });
    accounts.push(id);
    await owner.query("update kernel.staff_account set totp_secret = $2 where id = $1", [
      id,
      seal(secrets, totpPlace(id), `secret ${n}`),
    ]);
  }
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const query = <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => owner.query<Row>(text, values);
const withKey = (keys: FieldKeys, id: number, algorithm?: SealAlgorithm): FieldKeys => ({
  fieldEncryption: {
    ...{ current: id, algorithm },
    keys: new Map([...keys.fieldEncryption.keys, [id, keys.fieldEncryption.keys.get(id) ?? randomBytes(32)]]),
  },
});
const factors = async (keys: FieldKeys) => {
  const { rows } = await owner.query<{ id: string; totp_secret: Buffer }>(
    "select id, totp_secret from kernel.staff_account where totp_secret is not null",
  );
  return rows.map((row) => open(keys, totpPlace(row.id), row.totp_secret)).sort();
};
const expected = Array.from({ length: 23 }, (_, n) => `secret ${n}`).sort();

describe("a change of keys", () => {
  test.each<[number, SealAlgorithm]>([
    [2, "aes-256-gcm"],
    [3, "sm4-ctr-hmac-sm3"],
    [4, "aes-256-gcm"],
  ])("to key %i by %s seals everything anew, settings too", async (id, algorithm) => {
    const provider = {
      enabled: false,
      name: "x",
      issuer: "https://id.example",
      clientId: "x",
      secret: "12345678",
      trusted: false,
    };
    if (id === 2) await transact(database.ctx(), (tx) => saveProvider(tx, secrets, { entrance: "staff", provider }));
    const next = withKey(secrets, id, algorithm);
    const seen: number[] = [];
    expect(await resealAll({ query, secrets: next, batch: 5, say: ({ left }) => seen.push(left) })).toBe(24);
    expect(seen.at(-1)).toBe(0);
    expect([...(await countByKey(query))]).toEqual([[id, 24]]);
    secrets = { ...secrets, ...next } as Secrets;
    expect(await factors(next)).toEqual(expected);
    expect(await transact(database.ctx(), (tx) => loadProvider(tx, secrets, "staff"))).toEqual(provider);
    expect(await resealAll({ query, secrets: next })).toBe(0);
  });

  test("goes on where it was stopped, and leaves what others change meanwhile", async () => {
    const next = withKey(secrets, 9);
    const [first = "", second = ""] = [...accounts].sort();
    let calls = 0;
    const stopping: typeof query = (text, values) => {
      if (text.startsWith("update kernel") || text.startsWith('update "kernel"')) calls += 1;
      if (calls === 3) throw new Error("killed");
      return query(text, values);
    };
    await expect(resealAll({ query: stopping, secrets: next, batch: 4 })).rejects.toThrow("killed");
    const half = await countByKey(query);
    expect(half.get(9)).toBe(8);
    expect(await factors(next)).toEqual(expected);

    // Somebody enrols anew between the reading and the writing of a batch.
    const anew = seal(next, totpPlace(second), "changed meanwhile");
    let changed = false;
    const racing: typeof query = async (text, values) => {
      if (text.startsWith('update "kernel"') && !changed) {
        changed = true;
        await query("update kernel.staff_account set totp_secret = $2 where id = $1", [second, anew]);
      }
      return query(text, values);
    };
    await query("update kernel.staff_account set totp_secret = $2 where id = $1", [
      second,
      seal(secrets, totpPlace(second), "old"),
    ]);
    await resealAll({ query: racing, secrets: next });
    expect(await factors(next)).toContain("changed meanwhile");
    expect((await countByKey(query)).get(9)).toBe(24);
    expect(first).not.toBe(second);
  });
});

describe("the file of keys", () => {
  test("gets a key, uses it, loses the old one; a running server takes that up", async () => {
    const folder = mkdtempSync(join(tmpdir(), "gonghui-keys-"));
    const file = join(folder, "secrets.json");
    writeFileSync(file, JSON.stringify(await generateSecrets()), { mode: 0o600 });
    const running = await loadSecrets({
      file,
      createIfMissing: false,
      dataDir: join(folder, "data"),
      requireOutside: false,
    });
    const before = seal(running, "a.b.c", "before");
    const stop = followKeys(file, running, pino({ level: "silent" }), 20);
    expect(addKey(file)).toBe(2);
    expect(readFieldKeys(file).current).toBe(1);
    sealWith(file, 2, "sm4-ctr-hmac-sm3");
    const sealed = seal({ fieldEncryption: readFieldKeys(file) }, "a.b.c", "after");
    utimesSync(file, new Date(), new Date(Date.now() + 5000));
    await expect.poll(() => running.fieldEncryption.current).toBe(2);
    expect([open(running, "a.b.c", sealed), open(running, "a.b.c", before)]).toEqual(["after", "before"]);
    expect(() => removeKey(file, 2)).toThrow("the one that seals");
    expect(() => sealWith(file, 7, undefined)).toThrow("no key 7");
    removeKey(file, 1);
    expect([...readFieldKeys(file).keys.keys()]).toEqual([2]);
    stop();
    rmSync(folder, { recursive: true });
  });
});
