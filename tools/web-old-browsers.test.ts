import { expect, test } from "vitest";
import { tooNew } from "./web-old-browsers.ts";

test.each([
  ["a.js", "const last=list.at(-1)", ["Array/String.at"]],
  ["a.js", "id=crypto.randomUUID()", ["crypto.randomUUID"]],
  ["a.js", "/(?<=a)b/", ["look-behind in a pattern"]],
  ["a.js", "store.at(place);list[list.length-1]", []],
  ["a.css", ".a{display:flex;color:red;gap:8px}", ["gap in flex boxes"]],
  ["a.css", ".a{display:grid;gap:8px}.b{display:flex}", []],
  ["a.css", ".a{inset:0}", ["inset"]],
])("%s %s", (name, text, found) => {
  expect(tooNew(name, text)).toEqual(found);
});
