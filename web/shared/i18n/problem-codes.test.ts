import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { shared as english } from "./en.ts";
import { shared as chinese } from "./zh-CN.ts";

const server = join(import.meta.dirname, "../../../server");
// The factories of server/kernel/problem.ts; a code is their first text, or the second after a status.
const factory =
  /\b(?:malformed|unauthenticated|forbidden|missing|conflict|invalid|limited|unavailable|new Problem)\(\s*(?:\d{3},\s*)?"([a-z_]+\.[a-z_]+)"/g;

const codesIn = (source: string): string[] => Array.from(source.matchAll(factory), (match) => match[1] ?? "");

/** Every code that the server's sources can answer with, tests and builders aside. */
function serverCodes(): string[] {
  const files = readdirSync(server, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !/\.(test|builders|model)\.ts$/.test(file),
  );
  return [...new Set(files.flatMap((file) => codesIn(readFileSync(join(server, file), "utf8"))))].sort();
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
