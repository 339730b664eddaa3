import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { proofs } from "./proofs.ts";

const run = promisify(execFile);

// The commands themselves, in their short form; each starts its own PostgreSQL and servers, hence one after the other.
for (const name of Object.keys(proofs))
  test(`proof ${name} holds and its negative control fails`, { timeout: 180_000 }, async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    console.log(`${name}: seed ${seed}`);
    const { stdout, stderr } = await run(
      process.execPath,
      [join(import.meta.dirname, "run.ts"), name, "--json", "--short", "--seed", String(seed)],
      { timeout: 170_000 },
    ).catch((error: { stdout?: string; stderr?: string }) => ({ stdout: "", stderr: "", ...error }));
    const said = `${stdout}\n${stderr}`;
    expect(stdout.trimEnd().split("\n").at(-1), said).toMatch(/^\{.*\}$/);
    const result = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as {
      ok?: boolean;
      negativeControlFailed?: boolean;
    };
    expect(result, said).toMatchObject({ name, ok: true, negativeControlFailed: true });
  });
