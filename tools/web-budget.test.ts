import { expect, test } from "vitest";
import { scriptBytes } from "./web-budget.ts";

const manifest = {
  "member/index.html": { file: "main.js", css: ["main.css"], imports: ["_react"], dynamicImports: ["page", "other"] },
  _react: { file: "react.js" },
  page: { file: "page.js", imports: ["_react", "_qr"] },
  _qr: { file: "qr.js" },
  other: { file: "other.js" },
};
const sizes: Record<string, number> = { "main.js": 1, "react.js": 10, "page.js": 100, "qr.js": 1000, "other.js": 1e9 };
const sizeOf = (file: string) => sizes[file] ?? Number.NaN;

test("the first scripts and those of the route count once each, style sheets and other routes not", () => {
  expect(scriptBytes(manifest, undefined, sizeOf)).toBe(11);
  expect(scriptBytes(manifest, "page", sizeOf)).toBe(1111);
});

test("a route that the build does not have is an error, not a small page", () => {
  expect(() => scriptBytes(manifest, "renamed", sizeOf)).toThrow("renamed");
});
