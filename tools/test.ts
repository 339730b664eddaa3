/** `npm test`: everything, on a fresh machine. Ends with the line `N passed, N failed`. */
import { existsSync } from "node:fs";
import { checks } from "./check.ts";
import { bin, step } from "./steps.ts";

const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
let passed = 0;
let failed = 0;

for (const [title, args] of checks) await count(title, args);

const unit = await step("unit, property and HTTP tests", [bin("vitest/vitest.mjs"), "run"]);
add(unit.ok, figure(unit.output, /Tests\s+.*?(\d+) passed/), figure(unit.output, /Tests\s+.*?(\d+) failed/));

const scenarios = await step("scenarios", ["scenarios/run.ts", "--json"]);
const played = lastJson<{ played: { ok: boolean }[]; failed: unknown[] }>(scenarios.output);
add(
  scenarios.ok && played !== undefined,
  played?.played.filter((one) => one.ok).length ?? 0,
  played?.failed.length ?? 0,
);

await count("web build", ["tools/build-web.ts"]);
await count("script budgets of the member's pages", ["tools/web-budget.ts"]);
await count("nothing beyond Chromium 86 and Safari 14", ["tools/web-old-browsers.ts"]);

if (existsSync(chromium)) {
  const journeys = await step("journeys in a browser", [bin("@playwright/test/cli.js"), "test"]);
  add(journeys.ok, figure(journeys.output, /(\d+) passed/), figure(journeys.output, /(\d+) failed/));
  await count("axe has looked at every page", ["tools/web-looked.ts"]);
} else if (process.env.CI === "true") {
  process.stdout.write("\n✗ no Chromium: the journeys cannot run\n");
  failed++;
} else process.stdout.write(`\nno Chromium at ${chromium}: the journeys in a browser are left out\n`);

process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

async function count(title: string, args: readonly string[]): Promise<void> {
  const { ok, seconds } = await step(title, args);
  process.stdout.write(`${ok ? "✓" : "✗"} ${title} (${seconds.toFixed(1)} s)\n`);
  add(ok, ok ? 1 : 0, ok ? 0 : 1);
}

/** A step that ended badly counts as a failure also when it could not say how many. */
function add(ok: boolean, good: number, bad: number): void {
  passed += good;
  failed += ok ? bad : Math.max(bad, 1);
}

function figure(output: string, pattern: RegExp): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the runners colour their lines
  const plain = output.replace(/\u001b\[[0-9;]*m/g, "");
  return Number(pattern.exec(plain)?.[1] ?? 0);
}

function lastJson<T>(output: string): T | undefined {
  const line = output.trim().split("\n").at(-1) ?? "";
  try {
    return JSON.parse(line) as T; // what our own runner prints
  } catch {
    return undefined;
  }
}
