/** `npm run samples`: a roster and a labour ledger as offices send them, with the rows that must be refused listed beside them. */
import { parseArgs } from "node:util";
import { makeLedger, makeRoster, type SampleFormat, sampleFormats, writeSample } from "../db/samples/index.ts";
import { StartupError } from "../server/kernel/startup-error.ts";
import { orEnd } from "./or-end.ts";

const usage = `npm run samples -- [members] [labour-ledger] [--rows N] [--seed N] [--format ${sampleFormats.join("|")}] [--out FOLDER]

Writes both if none is named, into samples/: 3,000 members and 95,600 people of a survey. Nobody in them exists.`;

const makers = { members: makeRoster, "labour-ledger": makeLedger } as const;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      rows: { type: "string" },
      seed: { type: "string" },
      format: { type: "string", default: "xlsx" },
      out: { type: "string", default: "samples" },
    },
  });
  const seed = wholeNumber(values.seed) ?? Math.floor(Math.random() * 1_000_000_000);
  const rows = wholeNumber(values.rows);
  const format = sampleFormats.find((one) => one === values.format);
  const unknown = positionals.filter((name) => !(name in makers));
  if (format === undefined || unknown.length > 0 || (rows !== undefined && rows < 50)) throw new StartupError(usage);
  process.stdout.write(`seed ${seed}\n`);
  for (const [name, make] of Object.entries(makers)) {
    if (positionals.length === 0 || positionals.includes(name))
      await write({ make, format, seed, out: values.out, ...(rows === undefined ? {} : { rows }) });
  }
}

interface Order {
  make: (typeof makers)[keyof typeof makers];
  format: SampleFormat;
  seed: number;
  rows?: number;
  out: string;
}

async function write({ make, format, out, ...options }: Order): Promise<void> {
  const started = performance.now();
  const sample = make(options);
  const file = await writeSample(sample, out, format);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${file}  ${sample.defects.length} rows to be refused  (${seconds} s)\n`);
}

function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new StartupError(usage);
  return Number(text);
}

await orEnd(main);
