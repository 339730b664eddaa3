import { generateKeyPairSync, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { connect } from "#kernel/database/db";
import { temporarySecrets } from "#kernel/secrets/secrets";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { offlineMark, verifyCode } from "#wire/member-code/index";
import { aRegisteredPhone, someKeys } from "./codes.builders.ts";
import {
  type CodeKeys,
  codeKeys,
  judgePresented,
  makeCodeFor,
  offlineMarks,
  type Presented,
  readCode,
  revokeDevices,
  spendCode,
  trySpendCode,
} from "./index.ts";

let base: TestDatabase;
let keys: CodeKeys;
const claim = randomUUID();
const redeem = { purpose: "redeem", subject: claim } as const;
const toRedeem = { purposes: ["redeem"] } as const;

beforeAll(async () => {
  base = await testDatabase();
  keys = await someKeys();
});

afterAll(() => base.drop());

const aTill = () =>
  base.ctx({ kind: "till", sessionId: "s", tillId: randomUUID(), storeId: randomUUID(), node: "1.2" });

/** Decides at a till, as a redemption would: true when this one went through. */
const decide = (presented: Presented) =>
  transact(aTill(), (tx) => spendCode(tx, presented)).then(
    () => true,
    (problem) => {
      if (problem.code !== "codes.already_used") throw problem;
      return false;
    },
  );

describe("reading a code", () => {
  test("tells the person, the purpose, the subject and when it was made", async () => {
    const phone = await aRegisteredPhone(base.ctx(), keys);
    const presented = await readCode(aTill(), keys, await phone.show(redeem), { ...toRedeem, subject: claim });
    expect(presented).toMatchObject({ by: "code", personId: phone.personId, ...redeem });
    expect(Math.abs((presented.madeAt?.getTime() ?? 0) - Date.now())).toBeLessThan(30_000);
  });

  test.each([
    ["a screenshot of an hour ago", { ...redeem, age: 3_600_000 }, "codes.expired", { age: 3600 }],
    ["a phone whose clock is ahead", { ...redeem, age: -600_000 }, "codes.clock_wrong", { ahead: 600 }],
    ["a member card", {}, "codes.wrong_purpose", { purpose: "identify" }],
    ["a code to enter", { purpose: "enter", subject: claim }, "codes.wrong_purpose", { purpose: "enter" }],
  ] as const)("%s is refused with its own reason", async (_, showing, code, params) => {
    const phone = await aRegisteredPhone(base.ctx(), keys);
    const attempt = readCode(aTill(), keys, await phone.show(showing), toRedeem);
    await expect(attempt).rejects.toMatchObject({ code, params });
  });

  test("foreign, damaged and forged codes are refused", async () => {
    const phone = await aRegisteredPhone(base.ctx(), await someKeys());
    const forged = await phone.show(redeem);
    const refusals = ["https://example.org", "GH1:", forged.slice(0, -3), forged].map((text) =>
      readCode(aTill(), keys, text, toRedeem).catch((problem) => problem.code),
    );
    expect(await Promise.all(refusals)).toEqual([...Array(3).fill("codes.malformed"), "codes.forged"]);
  });

  test("inside a running transaction it is a mistake of the caller, not a silent loss", async () => {
    const phone = await aRegisteredPhone(base.ctx(), keys);
    const text = await phone.show(redeem);
    await expect(transact(aTill(), (tx) => readCode(tx, keys, text, toRedeem))).rejects.toThrow("read the code first");
  });

  test("after a change of the server's key, codes of the key before are still read", async () => {
    const phone = await aRegisteredPhone(base.ctx(), keys);
    const secrets = await temporarySecrets();
    const text = await phone.show(redeem);
    await expect(readCode(aTill(), await codeKeys(secrets), text, toRedeem)).rejects.toMatchObject({
      code: "codes.forged",
    });

    const before = await temporarySecrets();
    const old = await aRegisteredPhone(base.ctx(), await codeKeys(before));
    const both = await codeKeys(secrets, [before.codesSigning.publicKey]);
    expect(both.published).toHaveLength(2);
    expect((await readCode(aTill(), both, await old.show(redeem), toRedeem)).personId).toBe(old.personId);
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey;
    await expect(codeKeys(secrets, [rsa])).rejects.toThrow(TypeError);
  });
});

describe("codes made by the server", () => {
  test("are read like the phone's own, also without network", async () => {
    const personId = randomUUID();
    const own = base.ctx({ kind: "member", sessionId: "s", personId, reach: [] });
    const made = await transact(own, (tx) => makeCodeFor(tx, keys, { personId, ...redeem }));
    expect(made.renewAt - made.madeAt).toBe(15_000);
    expect(await readCode(aTill(), keys, made.code, toRedeem)).toMatchObject({ personId, ...redeem });
    const offline = await verifyCode(made.code, { keys: keys.published, now: made.madeAt, ...toRedeem });
    expect(offline).toMatchObject({ ok: true, code: { device: null } });
  });
});

describe("accepted without network", () => {
  test("a code is judged by the moment of acceptance, days later", async () => {
    const phone = await aRegisteredPhone(base.ctx(), keys);
    const at = new Date(Date.now() - 3 * 86_400_000);
    const text = await phone.show({ ...redeem, age: 3 * 86_400_000 + 20_000 });
    expect(await judgePresented(aTill(), keys, text, { ...toRedeem, at })).toMatchObject({ ok: true });
    const late = new Date(at.getTime() + 60_000);
    expect(await judgePresented(aTill(), keys, text, { ...toRedeem, at: late })).toMatchObject({
      ok: false,
      reason: "expired",
    });
  });

  test("a phone revoked afterwards does not undo it, one revoked before does, and the person is known either way", async () => {
    const phone = await aRegisteredPhone(base.ctx(), keys);
    const before = new Date();
    const text = await phone.show(redeem);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await transact(base.ctx(), (tx) => revokeDevices(tx, phone.personId));
    expect(await judgePresented(aTill(), keys, text, { ...toRedeem, at: before })).toMatchObject({ ok: true });
    const after = await judgePresented(aTill(), keys, text, { ...toRedeem, at: new Date(Date.now() + 1_000) });
    expect(after).toMatchObject({ ok: false, reason: "revoked", presented: { personId: phone.personId } });
  });

  test("a double from two tills is an outcome, not an error", async () => {
    const phone = await aRegisteredPhone(base.ctx(), keys);
    const presented = await readCode(aTill(), keys, await phone.show(redeem), toRedeem);
    expect(await transact(aTill(), (tx) => trySpendCode(tx, presented))).toBe(true);
    expect(await transact(aTill(), (tx) => trySpendCode(tx, presented))).toBe(false);
  });

  test("marks from the server match the mark of a scanned code, for the right holder only", async () => {
    const [ann, bo] = [await aRegisteredPhone(base.ctx(), keys), await aRegisteredPhone(base.ctx(), keys)];
    const newcomer = randomUUID();
    const people = [ann.personId, bo.personId, ann.personId, newcomer];
    const marks = await offlineMarks(
      base.ctx(),
      people.map((personId) => ({ subject: claim, personId })),
    );
    const scanned = await verifyCode(await ann.show(redeem), { keys: keys.published, now: Date.now(), ...toRedeem });
    const mark = await offlineMark(scanned.code?.subject ?? "", scanned.code?.handle ?? "");
    expect(marks.map((each) => each === mark)).toEqual([true, false, true, false]);
    expect(await offlineMarks(aTill(), [])).toEqual([]);
    expect(await offlineMarks(aTill(), [{ subject: claim, personId: newcomer }])).toEqual([marks[3]]);
  });
});

describe("one decision per use", () => {
  test("a decision that is undone gives the code back", async () => {
    const phone = await aRegisteredPhone(base.ctx(), keys);
    const presented = await readCode(aTill(), keys, await phone.show(redeem), toRedeem);
    const undone = transact(aTill(), async (tx) => {
      await spendCode(tx, presented);
      throw new Error("below the threshold");
    });
    await expect(undone).rejects.toThrow("threshold");
    expect([await decide(presented), await decide(presented)]).toEqual([true, false]);
  });

  test("a thousand codes shown at two tills at once: of each, exactly one goes through", async () => {
    const phone = await aRegisteredPhone(base.ctx(), keys);
    const readAtTwoTills = async (first: string, second: string) => [
      await readCode(aTill(), keys, first, { ...toRedeem, at: new Date() }),
      await readCode(aTill(), keys, second, { ...toRedeem, at: new Date() }),
    ];
    const pairs = await Promise.all(
      Array.from({ length: 1000 }, async () => {
        const text = await phone.show(redeem);
        return readAtTwoTills(text, text);
      }),
    );
    const wins = await Promise.all(
      pairs.map(async (pair) => (await Promise.all(pair.map(decide))).filter(Boolean).length),
    );
    expect(wins).toEqual(Array(1000).fill(1));

    // Negative control: two makings are two uses, and both go through. Were every second call refused, this would fail.
    const two = await readAtTwoTills(await phone.show(redeem), await phone.show(redeem));
    expect(await Promise.all(two.map(decide))).toEqual([true, true]);
  });

  test("negative control: without the primary key of uses both tills win", async () => {
    const careless = await testDatabase();
    const owner = connect(careless.ownerUrl, { max: 1 });
    await owner.pool.query("alter table codes.use drop constraint use_pkey");
    await owner.close();
    const presented = { by: "code", personId: randomUUID(), ...redeem, use: "code 1", madeAt: null } as const;
    const spend = () => transact(careless.ctx(), (tx) => trySpendCode(tx, presented));
    expect(await Promise.all([spend(), spend()])).toEqual([true, true]);
    await careless.drop();
  });
});
