import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { readXlsx } from "hucre/xlsx";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { returnClaim } from "#engines/stock";
import { transact } from "#kernel/context";
import { diskStorage, storageKey } from "#kernel/files/file-storage";
import "#kernel/audit/audit.routes";
import { aCity, aCode, aDuty, aKey, aMerchant, aTestCity, someMembers, someVouchers } from "../benefits.builders.ts";
import { makeBundle, sweepBundles } from "./bundles.service.ts";

const { world, city } = await aTestCity();
let dataDir: string;
let power: Parameters<typeof makeBundle>[1];
let campaignId: string;
let people: string[];
let maker: { cookie: string };

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "gonghui-bundle-"));
  power = { secrets: world.secrets, storage: diskStorage(dataDir) };
  const shop = await aMerchant(world, city);
  people = await someMembers(world, city, 3);
  const issued = await someVouchers(world, { union: city, storeIds: [shop.store.id], people });
  ({ campaignId, maker } = issued);
  const code = await aCode(world, people[0] ?? "", issued.claims[0] ?? "");
  const sold = await world.app.inject({
    ...{ method: "POST", url: "/api/till/redemptions", payload: { code, amountFen: 30_000 } },
    headers: { cookie: shop.cookie, "idempotency-key": aKey() },
  });
  expect(sold.statusCode, sold.body).toBe(201);
  // What was given back is on offer again; its money must be found too.
  await transact(world.database.ctx(), (tx) => returnClaim(tx, issued.claims[1] ?? "", { reason: "member" }));
});
afterAll(() => rm(dataDir, { recursive: true }));

const call = (method: "GET" | "POST", url: string, cookie: string, payload?: object) =>
  world.app.inject({ method, url, headers: { cookie }, ...(payload === undefined ? {} : { payload }) });
const bundlesUrl = () => `/api/staff/campaigns/${campaignId}/bundles`;

async function aBundle(payload: object = {}): Promise<string> {
  const asked = await call("POST", bundlesUrl(), maker.cookie, payload);
  expect(asked.statusCode, asked.body).toBe(202);
  const [{ id }] = asked.json().items;
  await makeBundle(world.database.ctx(), power, id);
  return id;
}

const archiveOf = async (id: string) => {
  const sealed = await readFile(join(dataDir, storageKey(id)));
  const { downloadBundle } = await import("./bundles.service.ts");
  const auditor = await aDuty(world, city, "auditor");
  const ctx = world.database.ctx(await actorOf(auditor.id));
  const zip = await downloadBundle(ctx, power, id);
  return { sealed, zip, files: unzipSync(new Uint8Array(zip)) };
};
const actorOf = async (accountId: string) => ({
  ...{ kind: "staff" as const, sessionId: "s", accountId, name: "审计员" },
  duties: [{ duty: "auditor", path: city.node }],
});

describe("an audit bundle", () => {
  test("holds every file with its hash, and figures that agree with each other and with funds", async () => {
    const { files, sealed, zip } = await archiveOf(await aBundle());
    const manifest = JSON.parse(strFromU8(files["manifest.json"] ?? new Uint8Array()));
    expect(manifest.campaign).toBe(campaignId);
    const listed: { path: string; sha256: string; bytes: number }[] = manifest.files;
    expect(listed.map(({ path }) => path).sort()).toEqual(
      Object.keys(files)
        .filter((name) => !name.startsWith("manifest."))
        .sort(),
    );
    for (const { path, sha256, bytes } of listed) {
      expect(
        createHash("sha256")
          .update(files[path] ?? "")
          .digest("hex"),
        path,
      ).toBe(sha256);
      expect(files[path]?.length).toBe(bytes);
    }

    const book = await readXlsx(files["summary.xlsx"] ?? new Uint8Array());
    const checks = (book.sheets[0]?.rows ?? []).filter((row) => row[3] === "✓" || row[3] === "✗");
    expect(checks.length).toBeGreaterThanOrEqual(9);
    expect(checks.filter((row) => row[3] === "✗")).toEqual([]);
    const owed = checks.find((row) => String(row[0]).startsWith("资金(分):核销应付 = 账上"));
    expect(owed?.[1]).toBe(10_000);
    const lines = (name: string) =>
      strFromU8(files[name] ?? new Uint8Array())
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line));
    expect(lines("claims/claims.jsonl")).toHaveLength(3);
    expect(lines("tills/redemptions.jsonl").reduce((sum, row) => sum + row.off_fen, 0)).toBe(10_000);
    expect(lines("audit/records.jsonl").length).toBeGreaterThan(5);
    expect(sealed.includes(zip.subarray(0, 64))).toBe(false); // nothing of it lies readable on the disk
  });

  test("names persons by a number and a masked name, never by id; whole names for a reason that is written down", async () => {
    const masked = (await archiveOf(await aBundle())).files;
    const all = Object.entries(masked)
      .map(([name, bytes]) => (name.endsWith("l") || name.endsWith("n") ? strFromU8(bytes) : ""))
      .join("");
    for (const id of people) expect(all).not.toContain(id);
    expect(all).toContain("P000001 张*");
    expect(all).not.toContain("张小一");

    expect((await call("POST", bundlesUrl(), maker.cookie, { fullNames: true })).statusCode).toBe(400);
    const whole = (await archiveOf(await aBundle({ fullNames: true, reason: "审计局来函 2026-18" }))).files;
    expect(strFromU8(whole["claims/claims.jsonl"] ?? new Uint8Array())).toContain("张小一");
    const { rows } = await transact(world.database.ctx(), (tx) =>
      sql<{ action: string; payload: string }>`select action, payload from kernel.audit_record
        where object_id = ${campaignId} and action like 'benefits.bundle%' order by at desc limit 2`.execute(tx.db),
    );
    expect(rows.map(({ action }) => action)).toEqual(["benefits.bundle_downloaded", "benefits.bundle_requested"]);
    expect(rows[1]?.payload).toContain("审计局来函 2026-18");
  });

  test("says which figure does not agree when one was tampered with", async () => {
    await transact(world.database.ctx(), (tx) =>
      sql`update stock.quota set taken = taken - 1 where taken > 1`.execute(tx.db),
    );
    const { files } = await archiveOf(await aBundle());
    const book = await readXlsx(files["summary.xlsx"] ?? new Uint8Array());
    const wrong = (book.sheets[0]?.rows ?? []).filter((row) => row[3] === "✗").map((row) => String(row[0]));
    expect(wrong.some((name) => name.startsWith("张数:库存记的已发"))).toBe(true);
    await transact(world.database.ctx(), (tx) =>
      sql`update stock.quota set taken = taken + 1 where taken > 0`.execute(tx.db),
    );
  });

  test("is deleted when its days are over", async () => {
    const id = await aBundle();
    await transact(world.database.ctx(), (tx) =>
      sql`update benefits.audit_bundle set expires_at = now() - interval '1 day' where id = ${id}`.execute(tx.db),
    );
    expect(await sweepBundles(world.database.ctx(), power)).toBe(1);
    await expect(readFile(join(dataDir, storageKey(id)))).rejects.toThrow();
    const gone = await call("GET", `/api/staff/bundles/${id}`, maker.cookie);
    expect(gone.json()).toMatchObject({ status: 409, code: "benefits.bundle_not_ready" });
  });

  test("is for the campaign's own officers and auditors", async () => {
    const stranger = await aDuty(world, await aCity(world), "benefits.maker", "auditor");
    const reader = await aDuty(world, city, "benefits.reader");
    expect((await call("GET", bundlesUrl(), stranger.cookie)).statusCode).toBe(404);
    expect((await call("POST", bundlesUrl(), reader.cookie, {})).statusCode).toBe(403);
    expect((await call("POST", bundlesUrl(), "", {})).statusCode).toBe(401);
    expect((await call("GET", `/api/staff/bundles/${crypto.randomUUID()}`, maker.cookie)).statusCode).toBe(404);
  });
});
