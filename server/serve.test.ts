import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { definedJobs } from "#kernel/jobs";
import "./serve.ts";

test("a server process knows every job that is declared anywhere", () => {
  const sources = globSync("**/*.ts", { cwd: import.meta.dirname, exclude: (name) => name.endsWith(".test.ts") });
  const declared = sources
    .map((path) => readFileSync(`${import.meta.dirname}/${path}`, "utf8"))
    .flatMap((text) => [...text.matchAll(/= defineJob\(\{\s*name: "([^"]+)"/g)].map(([, name]) => name));

  expect(declared).toContain("kernel.sweep_messages");
  expect(definedJobs().map((job) => job.name)).toEqual(expect.arrayContaining(declared));
});
