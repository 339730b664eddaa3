import { spawnSync } from "node:child_process";
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { returnClaim } from "#engines/stock";
import "#kernel/audit/audit.routes"; // says what an auditor may
import { makeCheckpoint } from "#kernel/audit/audit-checkpoints";
import { serverSight, transact } from "#kernel/context";
import { diskStorage, filesDir } from "#kernel/files/file-storage";
import { asSuperuser } from "../../../access.builders.ts";
import { aDuty, aTestCity } from "../benefits.builders.ts";
import { agreementInput, aPicture, ask, filesUrl } from "../merchants/merchants.builders.ts";
import { aRedemption, aReversal, someSettling, today } from "../settlement/settlement.builders.ts";
import { publicKeyText } from "./bundle-audit.ts";
import { downloadBundle, makeBundle } from "./bundles.service.ts";

const dataDir = await mkdtemp(join(tmpdir(), "gonghui-archive-"));
const { world, city, post } = await aTestCity({ filesIn: dataDir });
const power = { secrets: world.secrets, storage: diskStorage(filesDir({ dataDir })) };
const key = publicKeyText(world.secrets.auditSigning);
let campaignId: string;
let auditor: Awaited<ReturnType<typeof aDuty>>;
let maker: string;

/** An agreement with its scan, allowed by a second person. */
async function signAgreement(merchantId: string, checker: string) {
  const scanFileId = await aPicture(world.app, maker, filesUrl("benefits.agreement_scan", city.id));
  const url = `/api/staff/merchants/${merchantId}/agreements`;
  const { id } = (await ask(world.app, url, { cookie: maker, payload: agreementInput({ scanFileId }) })).json();
  await ask(world.app, `/api/staff/agreements/${id}/submit`, { cookie: maker, payload: {} });
  const decided = await ask(world.app, `/api/staff/agreements/${id}/decision`, {
    ...{ cookie: checker, payload: { revision: 1, verdict: "passed", note: "原件已核对" } },
  });
  expect(decided.statusCode, decided.body).toBe(200);
}

/** Signs the heads as the server does each minute. */
const sign = () =>
  asSuperuser(world, (query) =>
    makeCheckpoint(
      async (text, values) => ({ rows: await query(text, values) }) as never,
      world.secrets.auditSigning,
      new Map(),
    ),
  );

beforeAll(async () => {
  const made = await someSettling(world, city);
  campaignId = made.campaignId;
  maker = made.maker.cookie;
  auditor = await aDuty(world, city, "auditor");
  await signAgreement(made.shop.merchant.organisationId, made.checker.cookie);
  const redeemed: string[] = [];
  for (const index of [0, 1]) {
    const [personId = "", claimId = ""] = [made.people[index], made.claims[index]];
    redeemed.push(await aRedemption(world, post, { cookie: made.shop.cookie, personId, claimId }));
  }
  await aReversal(world, redeemed[0] ?? "");
  // What a member does names the member in the audit.
  const member = { kind: "member" as const, sessionId: "s", personId: made.people[2] ?? "", reach: [city.node] };
  await transact(serverSight(world.database.ctx(member)), (tx) =>
    returnClaim(tx, made.claims[2] ?? "", { reason: "member" }),
  );
  const days = { fromDay: today(), toDay: today() };
  const opened = await post(maker, "/api/staff/settlements", { organisationId: city.id, ...days });
  expect(opened.statusCode, opened.body).toBe(201);
  await sign();
});
afterAll(() => rm(dataDir, { recursive: true }));

/** The archive as the auditor has it, unpacked; gives its folder. */
async function unpacked(asked: object = {}): Promise<string> {
  const answer = await post(auditor.cookie, `/api/staff/campaigns/${campaignId}/bundles`, asked);
  expect(answer.statusCode, answer.body).toBe(202);
  const [{ id }] = answer.json().items;
  await makeBundle(world.database.ctx(), power, id);
  const duties = [{ duty: "auditor", path: city.node }];
  const actor = { kind: "staff" as const, sessionId: "s", accountId: auditor.id, name: "经审", duties };
  const folder = await mkdtemp(join(dataDir, "unpacked-"));
  const zip = await downloadBundle(world.database.ctx(actor), power, id);
  for (const [path, bytes] of Object.entries(unzipSync(new Uint8Array(zip)))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return folder;
}

const verify = (folder: string, ...keys: string[]) => {
  const { status, stdout } = spawnSync(process.execPath, [join(folder, "verify.mjs"), ...keys], { encoding: "utf8" });
  return { status, stdout };
};

type Row = Record<string, string & number>;
async function rowsOf(folder: string, file: string): Promise<Row[]> {
  const text = await readFile(join(folder, file), "utf8");
  return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Row]));
}

const sum = (rows: Row[], column: string) => rows.reduce((fen, row) => fen + Number(row[column] ?? 0), 0);

describe("an unpacked archive", () => {
  test("has figures that agree with each other and with the books, counted by a stranger from its files alone", async () => {
    const folder = await unpacked();
    const read = (file: string) => rowsOf(folder, file);
    const taken =
      sum(await read("tills/redemptions.jsonl"), "off_fen") - sum(await read("tills/reversals.jsonl"), "off_fen");
    const entries = await read("money/funds-entries.jsonl");
    const into = (account: string) =>
      sum(
        entries.filter((one) => one.to_account === account),
        "amount_fen",
      ) -
      sum(
        entries.filter((one) => one.from_account === account),
        "amount_fen",
      );
    expect(taken).toBe(10_000);
    expect(into("redeemed") + into("paid")).toBe(taken);
    const lines = await read("money/statement-lines.jsonl");
    expect(sum(lines, "off_fen")).toBe(taken);
    expect(sum(await read("money/statements.jsonl"), "total_fen")).toBe(taken);
    const claims = await read("claims/claims.jsonl");
    const quotas = await read("releases/quotas.jsonl");
    expect(claims.filter(({ state }) => ["active", "redeemed", "lapsed"].includes(String(state)))).toHaveLength(
      sum(quotas, "taken"),
    );
    const inHands = claims.filter(({ state }) => state === "active").length;
    expect(into("issued")).toBe(inHands * Number(quotas[0]?.unit_fen));
  });

  test("brings the agreement, its scan, and who decided it", async () => {
    const folder = await unpacked();
    const [agreement] = (await rowsOf(folder, "merchants/agreements.jsonl")).filter((one) => !one.provisional);
    expect(agreement).toMatchObject({ contract_number: "友好-2026-001", state: "approved" });
    const documents = await readdir(join(folder, "documents"));
    expect(documents.filter((name) => name.startsWith(String(agreement?.scan_file_id)))).toHaveLength(1);
    const decisions = await rowsOf(folder, "campaign/decisions.jsonl");
    const steps = decisions.map((one) => `${one.object_type} ${one.step}`);
    expect(steps).toEqual(expect.arrayContaining(["campaign approved", "agreement approved"]));
    expect(decisions.map(({ note }) => note)).toContain("原件已核对");
    const text = await readFile(join(folder, "README.md"), "utf8");
    expect(text).toContain(key);
  });
});

describe("the check that comes with an archive", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await unpacked();
  });

  test("finds it whole with the union's key; the campaign's chains are there from the first record, and signed", async () => {
    const { status, stdout } = verify(folder, key);
    expect(stdout).toContain("没有改动");
    expect(status).toBe(0);
    const chains = (await rowsOf(folder, "audit/records.jsonl")).filter(({ seq }) => Number(seq) === 1);
    const kinds = new Set(chains.map(({ chain }) => String(chain).split(":")[0]));
    expect([...kinds]).toEqual(expect.arrayContaining(["agreement", "campaign", "quota", "statement"]));
    expect(await rowsOf(folder, "audit/checkpoints.jsonl")).not.toEqual([]);
  });

  test("finds a changed file, a file that was added, and another key", async () => {
    await appendFile(join(folder, "tills/redemptions.jsonl"), " ");
    await writeFile(join(folder, "documents/new.txt"), "x");
    const { status, stdout } = verify(folder, key);
    expect(status).toBe(1);
    expect(stdout).toContain("tills/redemptions.jsonl: 被改动");
    expect(stdout).toContain("documents/new.txt: 不在清单里");
    const stranger = "3b6a27bcceb6a42d:MCowBQYDK2VwAyEAO2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik=";
    expect(verify(folder, stranger).stdout).toContain("manifest.json: 签名不对");
  });

  test("finds a record that was changed, left out or cut off, whatever the list of files says", async () => {
    const path = join(folder, "audit/records.jsonl");
    const whole = await readFile(path, "utf8");
    const lines = whole.trimEnd().split("\n");
    const first = lines.findIndex((line) => line.includes('"campaign:'));
    const tampered = async (change: (lines: string[]) => string[]) => {
      await writeFile(path, `${change([...lines]).join("\n")}\n`);
      return verify(folder, key).stdout;
    };
    const touched = (line: string) => line.replace(/"at":"20../, '"at":"2009');
    expect(await tampered((all) => all.map((line, at) => (at === first ? touched(line) : line)))).toContain(
      "内容与校验码不符",
    );
    expect(await tampered((all) => all.filter((_line, at) => at !== first))).toContain("前面缺记录");
    const lastQuota = lines.findLastIndex((line) => line.includes('"quota:'));
    expect(await tampered((all) => all.filter((_line, at) => at !== lastQuota))).toContain("与签名检查点不符");
  });

  test("reads word by word what an archive with whole names says", async () => {
    const masked = (await rowsOf(folder, "audit/records.jsonl")).filter((one) => one.masked);
    expect(masked.length).toBeGreaterThan(0);
    const named = await unpacked({ fullNames: true, reason: "审计局来函 2026-19" });
    const records = await rowsOf(named, "audit/records.jsonl");
    expect(records.filter((one) => one.masked)).toEqual([]);
    expect(verify(named, key).status).toBe(0);
    expect(await rowsOf(named, "audit/persons.jsonl")).not.toEqual([]);
  });
});
