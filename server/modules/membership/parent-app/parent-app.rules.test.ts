import { expect, test } from "vitest";
import type { Identity } from "#kernel/sign-in/oidc/provider.rules";
import { mayLinkByPhone } from "./parent-app.rules.ts";

const identity = (more: Partial<Identity> = {}): Identity => ({
  ...{ issuer: "https://app.example", subject: "1", methods: [], name: "王小明", verifiedPhone: "+8613800138000" },
  ...more,
});
const { name: _, ...nameless } = identity();
const found = { trusted: true, personName: "王小明", linkedElsewhere: false, doubtful: false };

test.each<[string, Identity, Partial<typeof found> | { personName: undefined }, boolean]>([
  ["a verified phone of a trusted issuer", identity(), {}, true],
  ["the same name in another spelling", identity({ name: "王 小明" }), {}, true],
  ["another name: the number has changed hands", identity({ name: "李四" }), {}, false],
  ["no name: nobody says whose number it is now", nameless, {}, false],
  ["a number that is unused for long or disputed", identity(), { doubtful: true }, false],
  ["an issuer that is not trusted with phones", identity(), { trusted: false }, false],
  ["a phone of nobody", identity(), { personName: undefined }, false],
  ["a member who is somebody else there already", identity(), { linkedElsewhere: true }, false],
])("%s", (_what, who, more, may) => expect(mayLinkByPhone(who, { ...found, ...more })).toBe(may));

test("no phone that is verified", () => {
  const { verifiedPhone: _, ...without } = identity();
  expect(mayLinkByPhone(without, found)).toBe(false);
});
