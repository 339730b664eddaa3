import { expect, test } from "vitest";
import { assertsSecondFactor, identityOf, isFrameOrigin, isIssuer } from "./provider.rules.ts";

test.each([
  ["a verified phone", { phone_number: "13800138000", phone_number_verified: true }, "+8613800138000"],
  ["one that is not verified", { phone_number: "13800138000", phone_number_verified: false }, undefined],
  ["one of which nothing is said", { phone_number: "13800138000" }, undefined],
  ["one said to be verified in words", { phone_number: "13800138000", phone_number_verified: "true" }, undefined],
  ["one of no mobile", { phone_number: "+1 202 555 0100", phone_number_verified: true }, undefined],
])("%s", (_what, claims, phone) =>
  expect(identityOf({ iss: "https://id.example", sub: "1", ...claims }).verifiedPhone).toBe(phone),
);

test.each([
  [["pwd"], false],
  [[], false],
  [["sms"], false],
  [["pwd", "otp"], true],
  [["mfa"], true],
])("methods %j assert a second factor: %s", (methods, asserted) => expect(assertsSecondFactor(methods)).toBe(asserted));

test.each([
  ["https://id.example", true],
  ["https://id.example/realms/city", true],
  ["http://id.example", false],
  ["http://127.0.0.1:3999", true],
  ["http://localhost:3999", true],
  ["http://localhost.evil.example", false],
  ["https://id.example?x=1", false],
  ["javascript:alert(1)", false],
  ["id.example", false],
])("%s may be an issuer: %s", (text, may) => expect(isIssuer(text)).toBe(may));

test.each([
  ["https://app.example", true],
  ["https://app.example:8443", true],
  ["https://app.example/", false],
  ["https://app.example/page", false],
  ["https://*.example; script-src *", false],
  ["*", false],
  ["http://app.example", false],
])("%s may be an origin of frames: %s", (text, may) => expect(isFrameOrigin(text)).toBe(may));
