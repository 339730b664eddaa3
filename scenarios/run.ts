/** `npm run scenarios -- [NAME or CASE…] [--json] [--scale N]`: plays every field case, each against a fresh database, through the public HTTP API. */
import { parseArgs } from "node:util";
import { a02ParentApp } from "./a02-parent-app.ts";
import { a11SpendingFestival } from "./a11-spending-festival.ts";
import { a12MerchantPlaques } from "./a12-merchant-plaques.ts";
import { a14VoucherThemes } from "./a14-voucher-themes.ts";
import { b08IndustryUnion } from "./b08-industry-union.ts";
import { c07PeriodicVouchers } from "./c07-periodic-vouchers.ts";
import { d07NewFormUnions } from "./d07-new-form-unions.ts";
import { d10OnePlatform } from "./d10-one-platform.ts";
import { d11HalfFaresAndGoods } from "./d11-half-fares-and-goods.ts";
import { d19WeeklyCinema } from "./d19-weekly-cinema.ts";
import type { Scenario } from "./scenario.ts";

const scenarios: readonly Scenario[] = [
  a02ParentApp,
  a11SpendingFestival,
  a12MerchantPlaques,
  a14VoucherThemes,
  b08IndustryUnion,
  c07PeriodicVouchers,
  d07NewFormUnions,
  d10OnePlatform,
  d11HalfFaresAndGoods,
  d19WeeklyCinema,
];

interface Played {
  case: string;
  scenario: string;
  ok: boolean;
  ms: number;
  problem?: string;
}

async function playOne(scenario: Scenario): Promise<Played> {
  const started = performance.now();
  const about = { case: scenario.case, scenario: scenario.name };
  const since = () => Math.round(performance.now() - started);
  try {
    await scenario.play({ scale, say: (line) => process.stderr.write(`  ${line}\n`) });
    return { ...about, ok: true, ms: since() };
  } catch (error) {
    process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
    return { ...about, ok: false, ms: since(), problem: (error as Error).message };
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean" }, scale: { type: "string" } },
});
const scale = values.scale === undefined ? undefined : Number(values.scale);
const isNamed = (word: string, one: Scenario) => word === one.name || word.toUpperCase() === one.case;
const unknown = positionals.filter((word) => !scenarios.some((one) => isNamed(word, one)));
if (unknown.length > 0) {
  const known = scenarios.map(({ name }) => `  ${name}`).join("\n");
  process.stderr.write(`There is no scenario ${unknown.join(", ")}. There are:\n${known}\n`);
  process.exit(2);
}
const wanted = scenarios.filter((one) => positionals.length === 0 || positionals.some((word) => isNamed(word, one)));
const played: Played[] = [];
/** Each has a server of its own, and most of its time is waited for clocks. */
const atOnce = 3;
const waiting = [...wanted];
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (let scenario = waiting.shift(); scenario !== undefined; scenario = waiting.shift()) {
      const one = await playOne(scenario);
      played.push(one);
      process.stderr.write(`${one.ok ? "✓" : "✗"} ${one.case} ${one.scenario} (${one.ms} ms)\n`);
    }
  }),
);
const failed = played.filter(({ ok }) => !ok);
if (values.json === true)
  process.stdout.write(`${JSON.stringify({ played: played.filter(({ ok }) => ok), failed })}\n`);
process.exitCode = failed.length === 0 && played.length > 0 ? 0 : 1;
