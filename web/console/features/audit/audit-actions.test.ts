import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { audit as english } from "./en.ts";
import { audit as chinese } from "./zh-CN.ts";

const server = join(import.meta.dirname, "../../../../server");

/** The server's sources, tests and builders aside. */
const sources = readdirSync(server, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.(ts|sql)$/.test(file) && !/\.(test|builders|model|fixture)\.ts$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(server, file), "utf8") }));

/** From the bracket at `start` to the one that closes it. */
function span(text: string, start: number): string {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "(") depth++;
    if (text[at] === ")" && --depth === 0) return text.slice(start, at + 1);
  }
  return text.slice(start);
}

const callsOf = (text: string, name: string): string[] =>
  Array.from(text.matchAll(new RegExp(`(?<!function )(?<![\\w.])${name}\\(`, "g")), (call) =>
    span(text, call.index + call[0].length - 1),
  );

/** The functions of a file that write the action they are given: whoever calls them names it. */
function writers(text: string): string[] {
  const found = text.matchAll(/(?:function|const) (\w+)[^\n]*?(?:\(|= (?:async )?\()/g);
  return Array.from(found, ([, name = ""], index) => ({ name, index }))
    .filter(({ name }) => name !== "record")
    .filter(({ name }) => {
      const start = text.search(new RegExp(`(?:function|const) ${name}\\b`));
      const next = text.slice(start + 1).search(/\n(?:export |async |function |const |\/\*\*)/);
      const body = text.slice(start, next < 0 ? undefined : start + 1 + next);
      return /record\((?:[^()]|\([^()]*\))*?\b(?:action\b(?!: ["`])|action: (?!["`]))/.test(body);
    })
    .map(({ name }) => name);
}

/** Every action that `text` writes down, through the functions `through`; "staff.*" stands for a beginning. */
function actionsIn(text: string, through: readonly string[]): string[] {
  const direct = [...callsOf(text, "record"), ...callsOf(text, "recordMany")].flatMap((call) =>
    Array.from(call.matchAll(/action: ["`]([\w.]+(?:\$\{)?)/g), (match) => (match[1] ?? "").replace("${", "*")),
  );
  const wrapped = through.flatMap((name) =>
    callsOf(text, name).flatMap((call) =>
      // An idempotent operation has a name of its own.
      Array.from(call.replace(/operation: "[^"]*"/g, "").matchAll(/["`]([a-z]+\.[a-z_]+(?:\$\{)?)/g), (match) =>
        (match[1] ?? "").replace("${", "*"),
      ),
    ),
  );
  // SQL functions that are given the action, as stock.tell_claims(q, p_actor, 'stock.offered', …), are called in SQL only.
  const passing = text.matchAll(/create function ([a-z.]+_[a-z_]+)\([^)]*p_action text[^$]*\$\$[^$]*?kernel\.audit\(/g);
  const inSql = ["kernel.audit", ...Array.from(passing, (match) => match[1] ?? "")].flatMap((name) =>
    Array.from(text.matchAll(new RegExp(`${name}\\([^;]*?'([a-z]+\\.[a-z_]+)'`, "g")), (match) => match[1] ?? ""),
  );
  return [...direct, ...wrapped, ...inSql];
}

const through = [...new Set(sources.flatMap(({ text }) => writers(text)))];
// Those that pass an action on to a writer are writers too (`wrongTry`, `changeState`, `act`).
for (const { text } of sources)
  for (const [, name = "", body = ""] of text.matchAll(/function (\w+)([\s\S]*?)\n}/g))
    if (through.some((one) => callsOf(body, one).some((call) => /\b(action|topic)\b/.test(call)))) through.push(name);

const actions = [...new Set(sources.flatMap(({ text }) => actionsIn(text, [...new Set(through)])))].sort();
/** Actions whose ending is put together: endAccess(tx, account, "disabled"). */
const spelledByCallers: Record<string, string[]> = {
  "benefits.store_*": ["changed", "closed", "reopened"],
  "joining.*": ["submitted", "withdrawn", "appealed", "approved", "refused", "appeal_refused", "revealed"],
  "settlement.*": [
    ...["drafted", "redrafted", "sent", "recalled", "discarded", "confirmed", "disputed", "dispute_answered"],
    ...["invoice_noted", "reviewed", "approved", "paid", "locked", "refused"],
  ],
  "staff.*": ["disabled", "password_reset", "reopened", "second_factor_reset"],
};
const written = actions.flatMap(
  (action) => spelledByCallers[action]?.map((ending) => action.replace("*", ending)) ?? [action],
);

const keyOf = (action: string) => action.replace(".", "_");

describe("every action that the server writes down has a text", () => {
  test("the sources are read, and the functions between a use case and its record are known", () => {
    expect(written.length).toBeGreaterThan(70);
    expect(through).toEqual(
      expect.arrayContaining(["note", "acted", "recordAccount", "wrongTry", "changeState", "act"]),
    );
    expect(actions.filter((action) => action.endsWith("*"))).toEqual(Object.keys(spelledByCallers));
  });

  test.each([
    ["Chinese", chinese.event],
    ["English", english.event],
  ])("in %s", (_language, texts) => expect(written.filter((action) => !(keyOf(action) in texts))).toEqual([]));

  test("and no text is left over", () => {
    const keys = new Set(written.map(keyOf));
    expect(Object.keys(chinese.event).filter((key) => !keys.has(key))).toEqual([]);
  });

  test("control: an action without a text is noticed", () => {
    const made = `await record(tx, { node, action: "person.never_heard_of", object });
      await note(tx, row, "benefits.never_heard_of"); perform kernel.audit('q', n, a, 'stock.never_heard_of', 'quota');`;
    const found = actionsIn(made, ["note"]);
    expect(found).toEqual(["person.never_heard_of", "benefits.never_heard_of", "stock.never_heard_of"]);
    expect(found.filter((action) => !(keyOf(action) in chinese.event))).toEqual(found);
  });
});
