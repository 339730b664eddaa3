import { expect, test } from "vitest";
import { armsOf } from "./backup-tables.ts";

test.each([
  ["true", ["true"]],
  ["((a @> b) OR (c = d))", ["a @> b", "c = d"]],
  ["((a AND (b OR c)) OR f(d))", ["a AND (b OR c)", "f(d)"]],
  ["((a OR b) OR (c OR d))", ["a", "b", "c", "d"]],
  ["(x = ' OR )'::text)", ["x = ' OR )'::text"]],
  ["((\"a OR (\" = 1) OR (s = 'it''s OR'))", ['"a OR (" = 1', "s = 'it''s OR'"]],
  ["(a) AND (b)", ["(a) AND (b)"]],
])("%j falls into its arms", (condition, arms) => {
  expect(armsOf(condition)).toEqual(arms);
});
