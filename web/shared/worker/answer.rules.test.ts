import { expect, test } from "vitest";
import { answerOf } from "./answer.rules.ts";

const own = {
  origin: "https://union.example",
  page: "/partner",
  files: new Set(["/partner", "/assets/partner/till-1a2b.js"]),
};
const asked = (path: string, mode = "navigate", method = "GET") =>
  answerOf({ method, mode, url: new URL(path, own.origin).href }, own);

test.each(["/partner", "/partner/", "/partner/today", "/partner?code=ABCD2345"])("shows the till at %s", (path) => {
  expect(asked(path)).toBe("page");
});

test.each(["/", "/vouchers", "/console", "/screen", "/partnership", "/api/till/me"])("leaves %s alone", (path) => {
  expect(asked(path)).toBe("none");
});

test("gives its own files, and no other's", () => {
  expect(asked("/assets/partner/till-1a2b.js", "cors")).toBe("file");
  expect(asked("/assets/member/home-9z.js", "cors")).toBe("none");
  expect(asked("https://elsewhere.example/assets/partner/till-1a2b.js", "no-cors")).toBe("none");
});

test("never answers for the server", () => {
  expect(asked("/api/till/me", "cors")).toBe("none");
  expect(asked("/api/till/redemptions", "cors", "POST")).toBe("none");
  expect(asked("/partner", "navigate", "POST")).toBe("none");
});
