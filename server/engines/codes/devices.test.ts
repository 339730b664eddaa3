import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MemberActor } from "#kernel/actor";
import { transact } from "#kernel/context";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { parseCertificate, toHex } from "#wire/member-code/index";
import { aRegisteredPhone, someKeys } from "./codes.builders.ts";
import { shortNumberOf } from "./codes.rules.ts";
import {
  type CodeKeys,
  checkShortNumber,
  issueShortNumber,
  listRevoked,
  readCode,
  registerDevice,
  revokeDevices,
  spendCode,
} from "./index.ts";

let base: TestDatabase;
let keys: CodeKeys;

beforeAll(async () => {
  base = await testDatabase();
  keys = await someKeys();
});

afterAll(() => base.drop());

const member = (personId: string): MemberActor => ({ kind: "member", sessionId: randomUUID(), personId, reach: [] });
const till = { kind: "till", sessionId: "s", tillId: randomUUID(), storeId: randomUUID(), node: "1.2" } as const;
const identify = { purposes: ["identify"] } as const;
const deviceOf = (phone: { certificate: Uint8Array }) =>
  toHex(parseCertificate(phone.certificate)?.device ?? new Uint8Array(0));

describe("registering a phone", () => {
  test.each(["Ed25519", "P-256"] as const)("a member's %s phone is certified for 30 days", async (algorithm) => {
    const personId = randomUUID();
    const phone = await aRegisteredPhone(base.ctx(member(personId)), keys, { personId, algorithm });
    const fields = parseCertificate(phone.certificate);
    const days = ((fields?.notAfter ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThan(30.1);
    expect((await readCode(base.ctx(till), keys, await phone.show(), identify)).personId).toBe(personId);
  });

  test("registering the same key again renews it: same phone, same handle", async () => {
    const phone = await aRegisteredPhone(base.ctx(), keys);
    const again = parseCertificate(new Uint8Array(Buffer.from((await phone.register()).certificate, "base64url")));
    const before = parseCertificate(phone.certificate);
    expect(again?.device).toEqual(before?.device);
    expect(again?.handle).toEqual(before?.handle);
  });

  test("two phones of one person share the handle, two people never", async () => {
    const personId = randomUUID();
    const phones = await Promise.all(
      [personId, personId, randomUUID()].map((id) => aRegisteredPhone(base.ctx(), keys, { personId: id })),
    );
    const [one, two, other] = phones.map((phone) =>
      toHex(parseCertificate(phone.certificate)?.handle ?? new Uint8Array(0)),
    );
    expect(one).toBe(two);
    expect(one).not.toBe(other);
  });

  test("nobody registers a phone for somebody else", async () => {
    const stranger = base.ctx(member(randomUUID()));
    await expect(aRegisteredPhone(stranger, keys, { personId: randomUUID() })).rejects.toThrow(/row-level security/);
  });

  test.each([
    ["a key of the wrong length", { publicKey: "AAAA" }, "codes.key_malformed"],
    ["a key that is not base64url", { publicKey: "!" }, "codes.key_malformed"],
    ["a proof of the wrong length", { proof: "AAAA" }, "codes.key_malformed"],
    ["a proof that proves nothing", { proof: "A".repeat(86) }, "codes.key_unproven"],
    ["another algorithm than the key's", { algorithm: "Ed25519" }, "codes.key_malformed"],
    ["a point that is none", { publicKey: `Ag${"_".repeat(42)}` }, "codes.key_unproven"],
  ] as const)("%s is refused", async (_, wrong, code) => {
    const { registration } = await aRegisteredPhone(base.ctx(), keys);
    const attempt = transact(base.ctx(), (tx) => registerDevice(tx, keys, { ...registration, ...wrong }));
    await expect(attempt).rejects.toMatchObject({ code });
  });
});

describe("ending the trust in phones", () => {
  test("a member of staff revokes all phones of a person, in the transaction of the audit record", async () => {
    const staff = base.ctx({ kind: "staff", sessionId: "s", accountId: "a", name: "Wang", duties: [] });
    const personId = randomUUID();
    const phones = [
      await aRegisteredPhone(base.ctx(), keys, { personId }),
      await aRegisteredPhone(base.ctx(), keys, { personId }),
    ];
    const bystander = await aRegisteredPhone(base.ctx(), keys);

    const undone = transact(staff, async (tx) => {
      await revokeDevices(tx, personId);
      throw new Error("the audit record could not be written");
    });
    await expect(undone).rejects.toThrow("audit record");
    expect((await readCode(base.ctx(till), keys, (await phones[0]?.show()) ?? "", identify)).personId).toBe(personId);

    await transact(staff, (tx) => revokeDevices(tx, personId));
    for (const phone of phones) {
      await expect(readCode(base.ctx(till), keys, await phone.show(), identify)).rejects.toMatchObject({
        code: "codes.revoked",
      });
      await expect(phone.register()).rejects.toMatchObject({ code: "codes.revoked" });
    }
    expect((await readCode(base.ctx(till), keys, await bystander.show(), identify)).personId).toBe(bystander.personId);

    const listed = await listRevoked(base.ctx(till));
    expect(listed).toEqual(expect.arrayContaining(phones.map(deviceOf)));
    expect(listed).not.toContain(deviceOf(bystander));
  });

  test("the person registers a new key afterwards", async () => {
    const lost = await aRegisteredPhone(base.ctx(), keys);
    await transact(base.ctx(), (tx) => revokeDevices(tx, lost.personId));
    const found = await aRegisteredPhone(base.ctx(member(lost.personId)), keys, { personId: lost.personId });
    expect((await readCode(base.ctx(till), keys, await found.show(), identify)).personId).toBe(lost.personId);
  });

  test("the sixth phone ends the trust in the first, and in no other", async () => {
    const personId = randomUUID();
    const own = base.ctx(member(personId));
    const phones = [];
    for (let count = 0; count < 6; count++) phones.push(await aRegisteredPhone(own, keys, { personId }));
    const states = phones.map(async (phone) =>
      readCode(base.ctx(till), keys, await phone.show(), identify).then(
        () => "trusted",
        (problem) => problem.code,
      ),
    );
    expect(await Promise.all(states)).toEqual(["codes.revoked", ...Array(5).fill("trusted")]);
  });

  test("a phone that a restored database does not know must register again", async () => {
    const elsewhere = await testDatabase();
    const phone = await aRegisteredPhone(elsewhere.ctx(), keys);
    await elsewhere.drop();
    await expect(readCode(base.ctx(till), keys, await phone.show(), identify)).rejects.toMatchObject({
      code: "codes.revoked",
    });
  });
});

test("row level security: a member sees own phones only, a till and nobody none", async () => {
  const [phone, other] = [await aRegisteredPhone(base.ctx(), keys), await aRegisteredPhone(base.ctx(), keys)];
  for (const { personId } of [phone, other]) await transact(base.ctx(till), (tx) => revokeDevices(tx, personId));
  const count = (actor: Parameters<TestDatabase["ctx"]>[0], table: string) =>
    transact(base.ctx(actor), async (tx) => {
      const counted = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(tx.db);
      return counted.rows[0]?.n;
    });
  for (const table of ["codes.device", "codes.holder", "codes.revocation"]) {
    expect(await count(member(phone.personId), table), table).toBe(1);
    expect(await count(till, table), table).toBe(0);
    expect(await count({ kind: "anonymous" }, table), table).toBe(0);
    expect(await count(undefined, table), table).toBeGreaterThan(1);
  }
  const about = { personId: phone.personId, purpose: "identify", subject: null } as const;
  await issueShortNumber(base.ctx(), keys, about);
  const presented = { ...about, by: "number", use: randomUUID(), madeAt: null } as const;
  await transact(base.ctx(till), (tx) => spendCode(tx, presented));
  await checkShortNumber(base.ctx(till), keys, {
    tillId: till.tillId,
    merchant: till.node,
    number: shortNumberOf(0),
  }).catch(() => undefined);
  for (const table of ["codes.short_number", "codes.use", "codes.attempt"]) {
    expect(await count(member(phone.personId), table), table).toBe(0);
    expect(await count(till, table), table).toBe(0);
    expect(await count(undefined, table), table).toBeGreaterThan(0);
  }
});
