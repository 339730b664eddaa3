/** `npm run bench -- NAME [--json] [--short] [--file PATH]`: one benchmark beside its baselines; without a name, the list. */
import { parseArgs } from "node:util";
import type { Bench } from "./bench.ts";

const benches: Record<string, () => Promise<Bench>> = {
  grab: async () => (await import("./grab.ts")).grab,
  "grab-overload": async () => (await import("./grab-overload.ts")).grabOverload,
  seats: async () => (await import("./seats.ts")).seats,
  noon: async () => (await import("./noon.ts")).noon,
  import: async () => (await import("./import.ts")).importing,
  register: async () => (await import("./register.ts")).register,
};

// An ordered end takes the servers and PostgreSQL along.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean" }, short: { type: "boolean" }, file: { type: "string" } },
});
const name = positionals[0];
const load = name === undefined ? undefined : benches[name];
if (name === undefined || load === undefined) {
  if (name !== undefined) console.error(`There is no benchmark "${name}".`);
  for (const [known, open] of Object.entries(benches)) console.log(`${known.padEnd(14)} ${(await open()).measures}`);
  process.exit(name === undefined ? 0 : 2);
}

const bench = await load();
console.log(`${name}: ${bench.measures}`);
const started = performance.now();
const figures = await bench.run({
  short: values.short ?? false,
  ...(values.file === undefined ? {} : { file: values.file }),
  say: console.log,
});
const whole = {
  name,
  short: values.short ?? false,
  seconds: Math.round((performance.now() - started) / 1000),
  ...figures,
};
if (values.json) console.log(JSON.stringify(whole));
else for (const [key, value] of Object.entries(whole)) console.log(`  ${key}: ${JSON.stringify(value)}`);
process.exit(0);
