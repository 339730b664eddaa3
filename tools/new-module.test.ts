import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { entered, moduleFiles } from "./new-module.ts";

const root = join(import.meta.dirname, "..");
const names = { modules: "zebras", thing: "zebra", chinese: "斑马" };
const files = moduleFiles(names, new Date("2026-12-01T09:00:00Z"));
const folder = mkdtempSync(join(tmpdir(), "gonghui-module-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("every placeholder is filled in, and files and tables carry the names", () => {
  expect([...files.keys()]).toContain("server/modules/zebras/migrations/20261201T0900_create_zebra.sql");
  expect([...files.keys()]).toContain("server/modules/zebras/zebras.service.ts");
  for (const [path, text] of files) expect([path, /\{\{|\}\}\}\}/.test(text)]).toEqual([path, false]);
  expect(files.get("server/modules/zebras/README.md")).toContain("斑马");
});

test("the room is entered in the table of contents after the others", () => {
  const contents = entered(readFileSync(join(root, "server/modules.ts"), "utf8"), "zebras");
  expect(contents).toContain('import { zebras } from "#modules/zebras";');
  expect(contents).toMatch(/modules = \[.*benefits.*, zebras\]/);
});

test("a new room passes the type check as it is", { timeout: 60_000 }, () => {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  for (const room of ["server/kernel", "server/engines", "server/modules/membership", "node_modules", "db", "wire"])
    symlinkSync(join(root, room), join(folder, room));
  for (const file of ["package.json", "tsconfig.json"]) cpSync(join(root, file), join(folder, file));
  const check = () =>
    execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "."], {
      ...{ cwd: folder, encoding: "utf8" },
    });
  const config = JSON.parse(readFileSync(join(folder, "tsconfig.json"), "utf8")) as Record<string, unknown>;
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ ...config, include: ["server/modules/zebras"] }));
  expect(check()).toBe("");

  const service = join(folder, "server/modules/zebras/zebras.service.ts");
  writeFileSync(service, readFileSync(service, "utf8").replace("tidyName(input.name)", "tidyName(input)"));
  expect(check).toThrow(); // the check does look at it
});
