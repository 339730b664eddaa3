/** `npm run check`: format, lint, types, generated files. Exits non-zero when anything is wrong. */
import { bin, step } from "./steps.ts";

export const checks: readonly (readonly [string, readonly string[]])[] = [
  ["format and lint", [bin("@biomejs/biome/bin/biome"), "ci", "--colors=off", "--diagnostic-level=error", "."]],
  ["types of server and tools", [bin("typescript/bin/tsc"), "-p", "."]],
  ["types of console and partner", [bin("typescript/bin/tsc"), "-p", "web"]],
  ["types of the member entrance", [bin("typescript/bin/tsc"), "-p", "web/member"]],
  ["database types are current", ["tools/db.ts", "--check"]],
  ["API document and types are current", ["tools/api.ts", "--check"]],
];

if (import.meta.main) {
  let failed = 0;
  for (const [title, args] of checks) {
    const { ok, seconds } = await step(title, args);
    process.stdout.write(`${ok ? "✓" : "✗"} ${title} (${seconds.toFixed(1)} s)\n`);
    if (!ok) failed++;
  }
  process.exitCode = failed === 0 ? 0 : 1;
}
