import { describe, expect, test } from "vitest";
import { organisationPolicy } from "./membership.policy.ts";
import { readSearch } from "./membership.rules.ts";
import { maskName, maskPhone, searchForms } from "./names.ts";

describe("names", () => {
  test.each([
    ["张*丰", "张三丰"],
    ["张*", "张三"],
    ["欧**燕", "欧阳小燕"],
    ["张", "张"],
    ["A**", "Anne"],
  ])("are shown to strangers as %s", (shown, name) => expect(maskName(name)).toBe(shown));

  test.each([
    ["曾国藩", "zeng guo fan", "zgf"],
    ["单雄", "shan xiong", "sx"],
    ["吕布", "lv bu", "lb"],
    ["阿Bo 2", "a bo 2", "ab2"],
  ])("%s is found as %s and %s", (name, pinyin, initials) =>
    expect(searchForms(name, "surname")).toEqual({ pinyin, initials }),
  );

  test("phones keep three and four digits", () => expect(maskPhone("+8613812345678")).toBe("138****5678"));
});

describe("a search for people", () => {
  test.each([
    ["138 1234 5678", { by: "phone", phone: "+8613812345678" }],
    ["张三", { by: "name", text: "张三" }],
    ["Zhang San", { by: "letters", text: "zhangsan" }],
    ["0000000012", { by: "letters", text: "0000000012", document: "0000000012" }],
    ["e 1234 5678", { by: "letters", text: "e12345678", document: "E12345678" }],
    ["zhangsan12", { by: "letters", text: "zhangsan12" }],
    ["%_", { by: "name", text: "%_" }],
    ["  ", undefined],
  ])("reads %s", (typed, search) => expect(readSearch(typed)).toEqual(search));
});

test.each([
  ["12", "1", false],
  ["1", "12", false],
  ["12", "12", true],
  ["12.3", "12", true],
  ["12.3", "1", false],
  ["12.3", "12.3", false],
  ["1.12", "1.1", false],
  ["1.12", "1", true],
])("what is done to %s as a whole is for whoever manages organisations at %s: %s", (node, path, may) => {
  const duties = [{ duty: "people.officer", path }];
  const officer = { kind: "staff", sessionId: "s", accountId: "a", name: "", duties } as const;
  expect(organisationPolicy.place(officer, { node })).toBe(may);
});
