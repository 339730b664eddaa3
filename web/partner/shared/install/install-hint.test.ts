import { expect, test } from "vitest";
import { installWay } from "./install-hint.ts";

const android = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36";
const iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1";
const wechat = `${android} MicroMessenger/8.0.50`;
const usual = { userAgent: android, standalone: false, secure: true, canPrompt: false };

test.each([
  ["an installed till", { standalone: true, canPrompt: true }, "installed"],
  ["WeChat's own browser, whatever it says it can", { userAgent: wechat, canPrompt: true }, "wechat"],
  ["an address without https", { secure: false, canPrompt: true }, "insecure"],
  ["a browser that offers to ask", { canPrompt: true }, "prompt"],
  ["an iPhone", { userAgent: iphone }, "ios"],
  ["any other browser", {}, "menu"],
] as const)("%s", (_name, given, way) => {
  expect(installWay({ ...usual, ...given })).toBe(way);
});
