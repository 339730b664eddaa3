import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { shared as english } from "./en.ts";
import { shared as chinese } from "./zh-CN.ts";

const server = join(import.meta.dirname, "../../../server");
// The factories of server/kernel/problem.ts; a code is their first text, or the second after a status.
const factory =
  /\b(?:malformed|unauthenticated|forbidden|missing|conflict|invalid|limited|unavailable|new Problem)\(\s*(?:\d{3},\s*)?"([a-z_]+\.[a-z_]+)"/g;

// What is wrong with a cell or a file is answered as data, by the engine that judges them.
const defect = /"(sheets\.[a-z_]+)"/g;

const codesIn = (source: string): string[] => Array.from(source.matchAll(factory), (match) => match[1] ?? "");
const defectsIn = (source: string): string[] => Array.from(source.matchAll(defect), (match) => match[1] ?? "");

/** Every code that the server's sources can answer with, tests and builders aside. */
function serverCodes(): string[] {
  const files = readdirSync(server, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !/\.(test|builders|model)\.ts$/.test(file),
  );
  const judges = files.filter((file) => /engines\/sheets\/(judging|reading|mapping)\//.test(file));
  const text = (file: string) => readFileSync(join(server, file), "utf8");
  const codes = [...files.flatMap((file) => codesIn(text(file))), ...judges.flatMap((file) => defectsIn(text(file)))];
  return [...new Set(codes)].sort();
}

/** Codes without a sentence, neither the full one nor its general form. */
function withoutText(problem: object, codes: readonly string[]): string[] {
  return codes.filter((code) => {
    const [group = "", name = ""] = code.split(".");
    const texts = (problem as Record<string, unknown>)[group] as Record<string, unknown> | undefined;
    return typeof texts?.[name] !== "string" && typeof texts?.[`${name}_general`] !== "string";
  });
}

describe("every problem of the server has a text", () => {
  const codes = serverCodes();

  test("the sources are read", () => expect(codes.length).toBeGreaterThan(100));

  test.each([
    ["Chinese", chinese.problem],
    ["English", english.problem],
  ])("in %s", (_language, problem) => expect(withoutText(problem, codes)).toEqual([]));

  test("a code without a text is noticed", () => {
    const made = codesIn(`throw conflict("benefits.never_heard_of", { id }); new Problem(413, "files.too_large")`);
    expect(made).toEqual(["benefits.never_heard_of", "files.too_large"]);
    expect(withoutText(chinese.problem, made)).toEqual(["benefits.never_heard_of"]);
  });
});
