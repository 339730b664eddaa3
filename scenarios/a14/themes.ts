import assert from "node:assert/strict";
import type { Scene } from "../stage.ts";
import { type Spent, themes, type Year } from "./this-year.ts";

/** What the city's reports say, in fen; where a figure was never written down, it is left open. */
const pastYears = [
  { year: 2021, theme: "新春活动", issuedFen: 400_000_000, redeemedFen: 372_000_000, spendingFen: null },
  { year: 2022, theme: "新春活动", issuedFen: 300_000_000, redeemedFen: null, spendingFen: null },
  { year: 2022, theme: "惠工暖企", issuedFen: 500_000_000, redeemedFen: 460_000_000, spendingFen: 1_610_000_000 },
  { year: 2023, theme: "惠工暖企", issuedFen: 500_000_000, redeemedFen: 481_000_000, spendingFen: 1_924_000_000 },
  { year: 2024, theme: "以旧换新", issuedFen: 600_000_000, redeemedFen: 590_000_000, spendingFen: 2_950_000_000 },
  { year: 2025, theme: "以旧换新", issuedFen: 400_000_000, redeemedFen: 391_000_000, spendingFen: 2_346_000_000 },
] as const;
const since2021Fen = 2_700_000_000;

/** Years are entered by who makes campaigns, with where they are written; without a source they are refused. */
export async function writeYears(scene: Scene): Promise<void> {
  const maker = await scene.staff("maker");
  const organisationId = scene.city.city.id;
  const refused = { ...pastYears[0], organisationId, source: "" };
  await maker.refused("/api/staff/past-years", refused, 400, "http.invalid_request");
  for (const one of pastYears) {
    const source = `市总工会 ${one.year} 年工作报告,${one.theme}`;
    await maker.post("/api/staff/past-years", { ...one, organisationId, source });
  }
}

interface Sums {
  issuedFen: number;
  spendingFen: number;
}

/** Six years in one table: those written down and this one, which was counted; by year and by theme they agree. */
export async function assertThemes(scene: Scene, year: Year, spent: Record<string, Spent>): Promise<void> {
  const checker = await scene.staff("checker");
  const found = await checker.get(`/api/staff/leverage?organisationId=${scene.city.city.id}`);
  assert.ok(found.pastYears.every((one: { source: string; enteredBy: string }) => one.source && one.enteredBy));
  const before = found.years.filter((one: { year: number }) => one.year < year.year);
  assert.deepEqual(
    before.map((one: { year: number; themes: string[] }) => [one.year, [...one.themes].sort()]),
    [...Map.groupBy(pastYears, (one) => one.year)].map(([at, rows]) => [at, rows.map(({ theme }) => theme).sort()]),
  );
  assert.equal(sum(before, "issuedFen"), since2021Fen);
  assert.equal(before.find((one: { year: number }) => one.year === 2022).incomplete, true, "what is missing is said");

  const now = found.years.at(-1);
  assert.deepEqual([now.year, [...now.themes].sort()], [year.year, [...themes].sort()]);
  for (const theme of themes) {
    const mine = found.campaigns.filter((one: { theme: string }) => one.theme === theme);
    const { spendingFen, subsidyFen, vouchers } = mine[0];
    assert.deepEqual([mine.length, { spendingFen, subsidyFen, vouchers }], [1, spent[theme]]);
  }
  assertByTheme(found);
}

/** The same money once by year and once by theme. */
function assertByTheme(found: {
  pastYears: (Sums & { theme: string })[];
  campaigns: (Sums & { theme: string })[];
  years: Sums[];
}) {
  const rows = [...found.pastYears, ...found.campaigns];
  const byTheme = Map.groupBy(rows, (row) => row.theme);
  assert.deepEqual([...byTheme.keys()].sort(), [...themes].sort());
  for (const field of ["issuedFen", "spendingFen"] as const) {
    const ofThemes = [...byTheme.values()].reduce((total, own) => total + sum(own, field), 0);
    assert.equal(ofThemes, sum(found.years, field));
  }
}

const sum = (rows: readonly Sums[], field: keyof Sums) => rows.reduce((total, row) => total + (row[field] ?? 0), 0);
