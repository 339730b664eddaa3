import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const web = join(import.meta.dirname, "../..");
const files = readdirSync(web, { recursive: true, encoding: "utf8" }).map((file) => join(web, file));
const named = (file: string) => relative(web, file);

/** All texts of a file of texts, by key path. */
async function textsOf(file: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === "string") found.set(path, value);
    else for (const [key, inner] of Object.entries(value as object)) walk(inner, path === "" ? key : `${path}.${key}`);
  };
  walk({ ...((await import(file)) as object) }, "");
  return found;
}

const withoutPlural = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, "");
const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

const pairs = files
  .filter((file) => file.endsWith("zh-CN.ts"))
  .map((source) => [named(source), source, source.replace("zh-CN.ts", "en.ts")] as const);

test("there are texts to compare", () => {
  expect(pairs.length).toBeGreaterThan(0);
});

test.each(pairs)("%s and its English have the same keys, none empty", async (_name, source, english) => {
  const [zh, en] = [await textsOf(source), await textsOf(english)];
  expect([...new Set([...en.keys()].map(withoutPlural))].sort()).toEqual(
    [...new Set([...zh.keys()].map(withoutPlural))].sort(),
  );
  expect([...zh, ...en].filter(([, text]) => text.trim() === "")).toEqual([]);
});

test.each(pairs)("%s and its English use the same values", async (_name, source, english) => {
  const [zh, en] = [await textsOf(source), await textsOf(english)];
  const differing = [...zh].filter(([key, text]) => {
    const other = en.get(key);
    return other !== undefined && variables(text).join() !== variables(other).join();
  });
  expect(differing).toEqual([]);
});

test("a component holds no Chinese text of its own", () => {
  const guilty = files
    .filter((file) => file.endsWith(".tsx"))
    .filter((file) => /\p{Script=Han}/u.test(readFileSync(file, "utf8")));
  expect(guilty.map(named)).toEqual([]);
});
