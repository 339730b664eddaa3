/** `npm run api`: writes the OpenAPI document and the types that the web pages use; with --check only compares. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describeApi } from "./describe-api.ts";

const root = join(import.meta.dirname, "..");
const run = promisify(execFile);

const document = `${JSON.stringify(await describeApi(), null, 2)}\n`;
const folder = await mkdtemp(join(tmpdir(), "gonghui-api-"));
const source = join(folder, "openapi.json");
const target = join(folder, "schema.ts");
await writeFile(source, document);
const cli = await generator();
await run(process.execPath, [cli, source, "--output", target, "--alphabetize", "--default-non-nullable", "false"]);
const files = { "api/openapi.gen.json": document, "api/schema.gen.ts": await readFile(target, "utf8") };
await rm(folder, { recursive: true, force: true });

for (const [file, text] of Object.entries(files)) {
  const path = join(root, file);
  if (!process.argv.includes("--check")) await writeFile(path, text);
  else if ((await readFile(path, "utf8").catch(() => "")) !== text) {
    process.stderr.write(`${file} is not current: run npm run api\n`);
    process.exitCode = 1;
  }
}
process.exit();

/** openapi-typescript lives in a workspace of its own, with the TypeScript it needs. */
async function generator(): Promise<string> {
  for (const base of ["tools/api-types/node_modules", "node_modules"]) {
    const path = join(root, base, "openapi-typescript/bin/cli.js");
    if (
      await readFile(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  throw new Error("openapi-typescript is not installed: run npm ci");
}
