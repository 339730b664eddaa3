import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseCsv } from "hucre/csv";
import { readOds } from "hucre/ods";
import { readXls, readXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import type { Cell } from "#engines/sheets";
import { type DefectKind, makeLedger, makeRoster, type Sample, sampleBytes, writeSample } from "./index.ts";

const seed = 20_261_122;

async function bytesOf(sample: Sample, format?: Parameters<typeof sampleBytes>[1]): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(sampleBytes(sample, format)));
}

const hash = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

// Written once more, so that a mistake of the generator is not also the test's.
const fits = (id: string): boolean =>
  [...id].reduce((sum, sign, at) => sum + (sign === "X" ? 10 : Number(sign)) * (2 ** (17 - at) % 11), 0) % 11 === 1;
const said = (cell: Cell | undefined): string =>
  String(cell ?? "")
    .normalize("NFKC")
    .replace(/['\s]/g, "")
    .toUpperCase();

function idDefect(cell: Cell | undefined): DefectKind | undefined {
  if (typeof cell === "number") return "id:sci";
  const id = said(cell);
  if (!/^\d{17}[\dX]$/.test(id)) return "id:short";
  const [year = 0, month = 0, day = 0] = [id.slice(6, 10), id.slice(10, 12), id.slice(12, 14)].map(Number);
  const birth = new Date(Date.UTC(year, month - 1, day));
  if (birth.getUTCMonth() !== month - 1 || birth.getUTCDate() !== day) return "id:date";
  return fits(id) ? undefined : "id:check";
}

function yearOf(cell: Cell | undefined): number {
  return cell instanceof Date ? cell.getUTCFullYear() : Number(said(cell).slice(0, 4));
}

interface Looked {
  id: number;
  name: number;
  phone: number;
  sex?: number;
  joined?: number;
  income?: number;
  state?: number;
}

/** What is wrong with each row, found anew. */
function lookThrough(rows: readonly (readonly Cell[])[], at: Looked): { row: number; kind: DefectKind }[] {
  const seen = new Set<string>();
  return rows.flatMap((cells, index) => {
    const id = said(cells[at.id]);
    const kind = wrongWith(cells, at) ?? (seen.has(id) ? "duplicate-in-file" : undefined);
    if (kind === undefined) seen.add(id);
    return kind === undefined ? [] : [{ row: index + 3, kind }];
  });
}

function wrongWith(cells: readonly Cell[], at: Looked): DefectKind | undefined {
  const id = said(cells[at.id]);
  const ofId = idDefect(cells[at.id]);
  if (ofId !== undefined) return ofId;
  if (said(cells[at.name]) === "") return "name-missing";
  if (!/^(\+86)?1\d{10}$/.test(said(cells[at.phone]).replaceAll("-", ""))) return "phone";
  if (at.sex !== undefined && (said(cells[at.sex]) === "男") !== (Number(id[16]) % 2 === 1)) return "sex-disagrees";
  if (at.joined !== undefined && yearOf(cells[at.joined]) > 2030) return "join-in-future";
  if (at.income !== undefined && typeof (cells[at.income] ?? 0) !== "number" && said(cells[at.income]) !== "")
    return "number";
  const states = ["转移就业", "本地就业", "未就业", "无就业意愿"];
  return at.state !== undefined && !states.includes(said(cells[at.state])) ? "unknown-choice" : undefined;
}

const inRoster: Looked = { name: 1, sex: 2, id: 6, phone: 7, joined: 9 };
const inLedger: Looked = { name: 5, id: 7, phone: 8, state: 12, income: 15 };

describe("samples", () => {
  it("are the same bytes for the same seed, and others for another", async () => {
    const first = hash(await bytesOf(makeRoster({ rows: 200, seed })));
    expect(hash(await bytesOf(makeRoster({ rows: 200, seed })))).toBe(first);
    expect(hash(await bytesOf(makeRoster({ rows: 200, seed: seed + 1 })))).not.toBe(first);
    expect(hash(await bytesOf(makeLedger({ rows: 200, seed })))).toBe(
      hash(await bytesOf(makeLedger({ rows: 200, seed }))),
    );
  });

  it.each([
    ["a roster", makeRoster({ rows: 3000, seed }), inRoster],
    ["a survey", makeLedger({ rows: 4000, seed }), inLedger],
    ["a small roster", makeRoster({ rows: 60, seed: 5 }), inRoster],
  ])("%s is wrong exactly where it says so, in each way at least once", async (_name, sample, at) => {
    const { sheets } = await readXlsx(await bytesOf(sample));
    const rows = sheets[0]?.rows
      .slice(2)
      .filter((row) => typeof row[at.phone] !== "string" || row[at.phone] !== "填表人：");
    const people = rows?.filter((row) => row.some((cell) => cell !== null && cell !== "")) ?? [];
    expect(people.length).toBe([...sample.rows()].length);
    expect(lookThrough(people, at)).toEqual(sample.defects);
    expect(new Set(sample.defects.map(({ kind }) => kind)).size).toBe(at === inRoster ? 9 : 6);
  });

  it("can be wrong in every row, or in none", () => {
    const wrong = makeRoster({ rows: 120, seed, wrong: "all" });
    expect(wrong.defects.length).toBe(120);
    expect(lookThrough([...wrong.rows()], inRoster)).toEqual(wrong.defects);
    const good = makeLedger({ rows: 300, seed, wrong: "none" });
    expect(good.defects).toEqual([]);
    expect(lookThrough([...good.rows()], inLedger)).toEqual([]);
  });

  it("have people who share name and birth day with another", () => {
    const sample = makeRoster({ rows: 3000, seed });
    const rows = [...sample.rows()];
    const keys = rows.map((row) => `${said(row[1])}${said(row[6]).slice(6, 14)}`);
    expect(sample.lookalikes.length).toBe(5);
    for (const row of sample.lookalikes) {
      const at = row - 3;
      expect(keys.slice(0, at)).toContain(keys[at]);
      expect(sample.defects.map((defect) => defect.row)).not.toContain(row);
    }
  });

  it("say the same in the other formats", async () => {
    const sample = makeRoster({ rows: 400, seed });
    const rows = [...sample.rows()].map((row) => row.map((cell) => (cell === "" ? null : cell)));
    const filled = (read: readonly (readonly Cell[])[] | undefined) =>
      read
        ?.slice(2, 402)
        .map((row) => rows[0]?.map((_, at) => (row[at] === undefined || row[at] === "" ? null : row[at])));
    expect(filled((await readXls(await bytesOf(sample, "xls"))).sheets[0]?.rows)).toEqual(rows);
    expect(filled((await readOds(await bytesOf(sample, "ods"))).sheets[0]?.rows)).toEqual(rows);
    const text = new TextDecoder("gb18030").decode(await bytesOf(sample, "csv-gb18030"));
    expect(text).toBe((await bytesOf(sample, "csv")).toString("utf8"));
    const lines = parseCsv(text).slice(2, 402);
    expect(
      lookThrough(
        lines.map((line) => line.map(numbersBack)),
        inRoster,
      ),
    ).toEqual(sample.defects);
  });

  it("are written with the rows that must be refused beside them", async () => {
    const folder = await mkdtemp(join(tmpdir(), "samples-"));
    try {
      const sample = makeLedger({ rows: 300, seed });
      expect(await writeSample(sample, folder)).toBe(join(folder, "labour-ledger.xlsx"));
      const [head, ...lines] = (await readFile(join(folder, "labour-ledger.defects.csv"), "utf8")).trim().split("\n");
      expect(head).toBe("excel_row,defect");
      expect(lines).toEqual(sample.defects.map(({ row, kind }) => `${row},${kind}`));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

const numbersBack = (cell: Cell): Cell =>
  typeof cell === "string" && /^\d\.\d+E\+\d+$/.test(cell) ? Number(cell) : cell;
