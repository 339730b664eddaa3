import { expect, test } from "vitest";
import { unwrap } from "./api.ts";

const broken = (reason: Error) => unwrap(Promise.reject(reason));

test.each([
  ["half a text", new SyntaxError("Unexpected end of JSON input")],
  ["a line that broke while the body came", new TypeError("network error")],
])("%s is no answer, so that it may be asked for again", async (_name, reason) => {
  await expect(broken(reason)).rejects.toMatchObject({ status: 0, code: "network.offline", isTemporary: true });
});

test("an answer that never ended is none either", async () => {
  await expect(broken(new DOMException("aborted", "AbortError"))).rejects.toMatchObject({ code: "network.timeout" });
});

test("a mistake of the page is not taken for a bad line", async () => {
  const mistake = new RangeError("members enter sessions by their own code");
  await expect(broken(mistake)).rejects.toBe(mistake);
});
