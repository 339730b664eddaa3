import { expect, test } from "vitest";
import { isOldArticleNumber, oldArticleKey } from "./old-article.ts";

test.each([
  ["SN-0017 a", "SN0017A"],
  ["ｓｎ００17ａ", "SN0017A"],
  ["京A·12345", "京A12345"],
  ["-- //", ""],
])("the number %s is compared as %s", (number, key) => expect(oldArticleKey(number)).toBe(key));

test.each([
  ["A-123", true],
  ["12", false],
  ["-1-2-", false],
  ["1 2 3", true],
])("%s tells an article from others: %s", (number, does) => expect(isOldArticleNumber(number)).toBe(does));
