import { expect, test } from "vitest";
import { forgetFilter, keepFilter, readFilters } from "./kept-filters.ts";

const key = "console.filters.people.a";

/** One browser's storage, which all of its tabs share. */
function aBrowser(kept = "") {
  const items = new Map(kept === "" ? [] : [[key, kept]]);
  return {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  };
}
const named = (name: string, q = name) => ({ name, search: { q } });

test("a filter kept in one tab survives what another tab keeps and forgets", () => {
  const browser = aBrowser();
  keepFilter(browser, key, named("first"));
  // Another tab, opened before that.
  expect(keepFilter(browser, key, named("second"))).toEqual([named("first"), named("second")]);
  expect(forgetFilter(browser, key, "first")).toEqual([named("second")]);
  expect(readFilters(browser, key)).toEqual([named("second")]);
});

test("a name stands for the filter that was kept last", () => {
  const browser = aBrowser();
  for (const q of ["old", "new"]) keepFilter(browser, key, named("mine", q));
  expect(readFilters(browser, key)).toEqual([named("mine", "new")]);
});

test.each(["", "{", "[1]", '[{"name":"x"}]', '[{"name":"x","search":null}]'])("%j is no filters", (kept) => {
  expect(readFilters(aBrowser(kept), key)).toEqual([]);
});
