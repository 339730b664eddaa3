import { createHash, sign } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { strToU8, zipSync } from "fflate";
import { writeXlsx } from "hucre/xlsx";
import { sql } from "kysely";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { type FileStorage, storageKey } from "#kernel/files/file-storage";
import type { Secrets, SigningKey } from "#kernel/secrets/secrets";
import { maskName, peopleBriefs } from "#modules/membership";
import type { CampaignRow } from "../campaigns/campaign.store.ts";
import { databaseNow } from "../database-now.ts";
import { type AuditRow, auditTrailOf, publicKeyText, unlikeSigned } from "./bundle-audit.ts";
import { type BundleCheck, checkBundle, signedCheck } from "./bundle-checks.ts";
import { bundleParts } from "./bundle-parts.ts";
import { readmeOf } from "./bundle-readme.ts";

/** What a bundle is built with, besides the database. */
export interface BundlePower {
  secrets: Secrets;
  storage: FileStorage;
}

export interface Built {
  zip: Uint8Array;
  checks: BundleCheck[];
}

type Files = Record<string, Uint8Array>;

/**
 * Everything of a campaign as one ZIP, read in one snapshot: rows as lines of JSON, the documents that decisions and money rest on,
 * a summary whose figures are checked against each other, the audit chains with the checkpoints that were signed at the time, and
 * a signed manifest with the SHA-256 of each file. `system` acts as the server.
 */
export async function buildBundle(
  system: Ctx,
  power: BundlePower,
  given: { campaign: CampaignRow; fullNames: boolean; progress(done: number): Promise<void> },
): Promise<Built> {
  const { campaign, progress } = given;
  const { files, counts, checks, documents, madeAt } = await transact(system, (tx) =>
    readAll(tx, power.secrets, given),
  );
  await progress(bundleParts.length);
  for (const { id, name } of documents) {
    const stream = await power.storage.read(storageKey(id));
    if (stream !== undefined) files[`documents/${id}-${name}`] = new Uint8Array(await buffer(stream));
  }
  const key = publicKeyText(power.secrets.auditSigning);
  const days = `${campaign.startsOn} – ${campaign.endsOn}`;
  files["summary.xlsx"] = await summaryOf(campaign, counts, checks);
  files["README.md"] = strToU8(readmeOf({ title: campaign.title, days, madeAt, fullNames: given.fullNames, key }));
  files["audit/public-key.txt"] = strToU8(`${key}\n`);
  files["verify.mjs"] = new Uint8Array(await readFile(join(import.meta.dirname, "verify-archive.mjs")));
  const manifest = manifestOf(files, campaign);
  files["manifest.json"] = strToU8(manifest);
  files["manifest.sig"] = strToU8(signatureOf(manifest, power.secrets.auditSigning));
  return { zip: zipSync(files, { level: 6 }), checks };
}

/** All that comes from the database, as it is at one moment. */
async function readAll(
  tx: Tx,
  secrets: Secrets,
  { campaign, fullNames }: { campaign: CampaignRow; fullNames: boolean },
) {
  await sql`set transaction isolation level repeatable read`.execute(tx.db);
  const rows = new Map<string, Row[]>();
  for (const { file, rows: read } of bundleParts)
    rows.set(
      file,
      (await sql<{ row: Row }>`${read(campaign.id)}`.execute(tx.db)).rows.map(({ row }) => row),
    );
  const named = await namesOf(tx, secrets, [...rows.values()].flat(), fullNames);
  const trail = await auditTrailOf(tx.db, campaign.id);
  const lists: [string, unknown[]][] = [
    ...[...rows].map(([file, list]): [string, unknown[]] => [file, list.map((row) => withoutPersons(row, named))]),
    ["audit/records.jsonl", fullNames ? trail.records : trail.records.map((row) => maskedRecord(row, named))],
    ["audit/checkpoints.jsonl", trail.checkpoints],
  ];
  if (fullNames) lists.push(["audit/persons.jsonl", [...named].map(([id, person]) => ({ id, person }))]);
  const unlike = unlikeSigned(trail, secrets.auditSigning);
  return {
    files: Object.fromEntries(lists.map(([file, list]) => [file, strToU8(list.map(lineOf).join(""))])) as Files,
    counts: lists.map(([file, list]): [string, number] => [file, list.length]),
    checks: [...(await checkBundle(tx.db, campaign)), signedCheck(unlike)],
    documents: await documentsOf(tx, rows),
    madeAt: (await databaseNow(tx.db)).toISOString(),
  };
}

const lineOf = (row: unknown) => `${JSON.stringify(row)}\n`;

/** A record whose words name persons by the archive's numbers; it says so, since its hash cannot be computed again. */
function maskedRecord(row: AuditRow, named: ReadonlyMap<string, string>): Row {
  const clean = withoutPersons(row, named);
  return JSON.stringify(clean) === JSON.stringify(row) ? row : { ...clean, masked: true };
}

type Row = Record<string, unknown>;

/** Persons by a number of this archive and their name, masked unless there was a reason to show it. */
async function namesOf(tx: Tx, secrets: Secrets, rows: Row[], fullNames: boolean): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ person_id: id }) => (typeof id === "string" ? [id] : [])))].sort();
  const briefs = await peopleBriefs(tx.db, secrets, ids);
  return new Map(
    ids.map((id, index) => {
      const name = briefs.get(id)?.name ?? "";
      return [id, `P${String(index + 1).padStart(6, "0")} ${fullNames ? name : maskName(name)}`.trim()];
    }),
  );
}

/** The row with the persons' numbers of this archive instead of their ids, wherever it names one. */
function withoutPersons(row: Row, named: ReadonlyMap<string, string>): Row {
  const { person_id: id, ...rest } = row;
  const text = JSON.stringify(rest).replace(uuids, (found) => named.get(found) ?? found);
  const clean = JSON.parse(text) as Row;
  return typeof id === "string" ? { person: named.get(id) ?? "", ...clean } : clean;
}

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Whatever file a row names: papers of decisions, agreements, invoices, money that was added. */
async function documentsOf(tx: Tx, rows: Map<string, Row[]>): Promise<{ id: string; name: string }[]> {
  const ids = [...rows.values()]
    .flat()
    .flatMap((row) =>
      Object.entries(row).flatMap(([column, id]) =>
        /(^|_)file_id$/.test(column) && typeof id === "string" ? [id] : [],
      ),
    );
  const found = await sql<{ id: string; name: string }>`select id, name from kernel.file
    where id = any(${[...new Set(ids)]}::uuid[]) order by id`.execute(tx.db);
  return found.rows.map(({ id, name }) => ({ id, name: name.replace(/[^\p{L}\p{N}._-]/gu, "_") }));
}

function summaryOf(campaign: CampaignRow, counts: [string, number][], checks: BundleCheck[]): Promise<Uint8Array> {
  const wide = (widths: number[]) => widths.map((width) => ({ width }));
  return writeXlsx({
    sheets: [
      {
        name: "核对",
        rows: [
          ["活动", campaign.title, "", ""],
          ["日期", `${campaign.startsOn} 至 ${campaign.endsOn}`, "", ""],
          ["预算(分)", campaign.budgetFen, "", ""],
          ["", "", "", ""],
          ["核对项", "左", "右", "结果"],
          ...checks.map(({ name, left, right, ok }) => [name, left, right, ok ? "✓" : "✗"]),
        ],
        columns: wide([56, 24, 24, 10]),
      },
      { name: "文件", rows: [["文件", "行数"], ...counts], columns: wide([40, 12]) },
    ],
  });
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

function manifestOf(files: Files, campaign: CampaignRow): string {
  const listed = Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: sha256(bytes) }));
  return `${JSON.stringify({ campaign: campaign.id, title: campaign.title, revision: campaign.revision, files: listed }, null, 2)}\n`;
}

/** Made with the key that signs the audit's checkpoints, which lies outside the database. */
const signatureOf = (manifest: string, { keyId, privateKey }: SigningKey): string =>
  `${JSON.stringify({ keyId, signature: sign(null, Buffer.from(manifest), privateKey).toString("base64") })}\n`;
