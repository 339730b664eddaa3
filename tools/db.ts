/** `npm run db`: migrates an empty database and writes what came out of it; with --check only compares. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { printCatalogue } from "./catalogue.ts";
import { scratchPostgres } from "./scratch-postgres.ts";

const root = join(import.meta.dirname, "..");
const run = promisify(execFile);

async function generate(ownerUrl: string): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), "gonghui-types-"));
  const out = join(folder, "tables.ts");
  await run(process.execPath, [
    join(root, "node_modules/kysely-codegen/dist/cli/bin.js"),
    ...["--url", ownerUrl, "--dialect", "postgres", "--camel-case", "--out-file", out, "--log-level", "error"],
    ...["--exclude-pattern", "(public.migration|pgboss.*|kernel.audit_record_*)"],
    ...["--date-parser", "string", "--numeric-parser", "number"],
    ...["--type-mapping", JSON.stringify({ int8: "number", ltree: "string" })],
  ]);
  const tables = await readFile(out, "utf8");
  await rm(folder, { recursive: true, force: true });
  return { "db/schema.gen.sql": await printCatalogue(ownerUrl), "db/tables.gen.ts": tables };
}

const check = process.argv.includes("--check");
const scratch = await scratchPostgres();
try {
  for (const [file, text] of Object.entries(await generate(scratch.ownerUrl))) {
    const path = join(root, file);
    if (!check) await writeFile(path, text);
    else if ((await readFile(path, "utf8").catch(() => "")) !== text) {
      process.stderr.write(`${file} is not current: run npm run db\n`);
      process.exitCode = 1;
    }
  }
} finally {
  await scratch.stop();
}
