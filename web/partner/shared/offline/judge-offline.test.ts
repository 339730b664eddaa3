import { beforeAll, describe, expect, test } from "vitest";
import { aPhone, aServerKey, noon } from "../../../../wire/member-code/code.builders.ts";
import { offlineMark, toHex } from "../../../../wire/member-code/index.ts";
import { judgeOffline } from "./judge-offline.ts";
import type { AcceptedOffline, OfflineKit } from "./kit.ts";

const claimId = "019ab000-0000-7000-8000-000000000001";
const aRedeem = { purpose: "redeem", subject: claimId } as const;

let kit: OfflineKit;
let phone: Awaited<ReturnType<typeof aPhone>>;

beforeAll(async () => {
  const server = await aServerKey();
  phone = await aPhone(server, "P-256");
  const marks = [await offlineMark(claimId, toHex(phone.fields.handle))];
  const benefit = { type: "threshold", minSpendFen: 10_000, offFen: 3_000 } as const;
  const kinds = [{ kindId: "k", title: "Lunch", benefit, limit: 2, marks }];
  kit = { tillId: "t", keys: [server.published], revoked: [], validUntil: noon + 3_600_000, kinds };
});

const present = async (more: Partial<Parameters<typeof judgeOffline>[0]> = {}) =>
  judgeOffline({ scanned: await phone.code(aRedeem), tillId: "t", kit, accepted: [], now: noon, ...more });

const accepted = (more: Partial<AcceptedOffline> = {}): AcceptedOffline => ({
  ...{ localId: "l", code: "c", claimId: "other", useKey: "u", kindId: "k", title: "Lunch", amountFen: 1, offFen: 1 },
  ...{ acceptedAt: "2026-11-22T04:00:00Z", clerkId: "clerk", ...more },
});

describe("a till without network", () => {
  test("accepts a genuine code of a marked voucher", async () => {
    expect(await present()).toMatchObject({ ok: true, claimId, kind: { title: "Lunch" } });
  });

  test("refuses an old, forged, revoked or foreign code", async () => {
    expect(await present({ now: noon + 30_001 })).toEqual({ ok: false, reason: "expired" });
    expect(await present({ now: noon - 60_000 })).toEqual({ ok: false, reason: "clock_wrong" });
    expect(await present({ kit: { ...kit, keys: [] } })).toEqual({ ok: false, reason: "forged" });
    const revoked = [toHex(phone.fields.device)];
    expect(await present({ kit: { ...kit, revoked } })).toEqual({ ok: false, reason: "revoked" });
    expect(await present({ scanned: "https://example.org" })).toEqual({ ok: false, reason: "malformed" });
    expect(await present({ scanned: await phone.code() })).toEqual({ ok: false, reason: "wrong_purpose" });
  });

  test("refuses a voucher that is not marked for it: the code proves the person, not the voucher", async () => {
    const another = await phone.code({ ...aRedeem, subject: "019ab000-0000-7000-8000-000000000002" });
    expect(await present({ scanned: another })).toEqual({ ok: false, reason: "needs_network" });
  });

  test("says of a printed voucher that it needs the network", async () => {
    expect(await present({ scanned: `GHP1${"A".repeat(32)}` })).toEqual({ ok: false, reason: "paper" });
    expect(await present({ scanned: "GHP1abc" })).toEqual({ ok: false, reason: "malformed" });
  });

  test("accepts one voucher once, also with a fresh code, unless the server refused the first", async () => {
    const earlier = accepted({ claimId });
    expect(await present({ accepted: [earlier] })).toEqual({ ok: false, reason: "used_here" });
    expect(await present({ accepted: [{ ...earlier, outcome: "redeemed" }] })).toMatchObject({ ok: false });
    expect(await present({ accepted: [{ ...earlier, outcome: "refused" }] })).toMatchObject({ ok: true });
  });

  test("takes a kind up to its limit in a day, refused ones not counted", async () => {
    const taken = [accepted({ localId: "1" }), accepted({ localId: "2", outcome: "redeemed" })];
    expect(await present({ accepted: taken })).toEqual({ ok: false, reason: "limit_reached" });
    expect(await present({ accepted: taken.map((one) => ({ ...one, outcome: "double" })) })).toMatchObject({
      ok: true,
    });
    const yesterday = taken.map((one) => ({ ...one, acceptedAt: "2026-11-21T15:59:00Z" }));
    expect(await present({ accepted: yesterday })).toMatchObject({ ok: true });
    expect(await present({ accepted: taken.map((one) => ({ ...one, kindId: "other" })) })).toMatchObject({ ok: true });
  });

  test("does not accept with what another till was given", async () => {
    expect(await present({ tillId: "another" })).toEqual({ ok: false, reason: "no_kit" });
    expect(await present({ tillId: undefined })).toEqual({ ok: false, reason: "no_kit" });
  });

  test("stops when the kit is missing or old", async () => {
    expect(await present({ kit: undefined })).toEqual({ ok: false, reason: "no_kit" });
    expect(await present({ kit: { ...kit, validUntil: noon - 1 } })).toEqual({ ok: false, reason: "kit_too_old" });
  });
});
