/** `npm run proof -- NAME [--json] [--short] [--seed N] [--file PATH]`: one proof with its negative control; without a name, the list. */
import { parseArgs } from "node:util";
import { proofs } from "./proofs.ts";

// An ordered end takes the servers and PostgreSQL along.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...{ json: { type: "boolean" }, short: { type: "boolean" } },
    ...{ seed: { type: "string" }, file: { type: "string" } },
  },
});
const name = positionals[0];
const load = name === undefined ? undefined : proofs[name];
if (name === undefined || load === undefined) {
  if (name !== undefined) console.error(`There is no proof "${name}".`);
  for (const [known, open] of Object.entries(proofs)) console.log(`${known.padEnd(14)} ${(await open()).shows}`);
  process.exit(name === undefined ? 0 : 2);
}

const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const say = (line: string) => console.log(line);
const proof = await load();
say(`${name}: ${proof.shows}`);
say(`seed ${seed}${values.short ? ", short" : ""}`);
const started = performance.now();
const file = values.file === undefined ? {} : { file: values.file };
const result = await proof.run({ seed, short: values.short ?? false, ...file, say });
const whole = {
  name,
  seed,
  short: values.short ?? false,
  seconds: round((performance.now() - started) / 1000),
  ...result,
};
if (!values.json) for (const [key, value] of Object.entries(whole)) say(`  ${key}: ${JSON.stringify(value)}`);
say(result.ok && result.negativeControlFailed ? "holds, and the negative control failed as it must" : "DOES NOT HOLD");
if (values.json) console.log(JSON.stringify(whole));
process.exit(result.ok && result.negativeControlFailed ? 0 : 1);

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
