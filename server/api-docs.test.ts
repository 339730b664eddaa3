import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type WholeServer, wholeServer } from "./whole-server.builders.ts";

let server: WholeServer;
beforeAll(async () => {
  server = await wholeServer();
});
afterAll(() => server.close());

const policyOf = async (url: string) => {
  const answer = await server.app.inject({ url });
  return { page: answer.body, policy: String(answer.headers["content-security-policy"]) };
};

test("the reference's page may run its own script, and no other", async () => {
  const { page, policy } = await policyOf("/api/docs/");
  const [, script = ""] = /<script type="text\/javascript">([\s\S]*?)<\/script>/.exec(page) ?? [];
  expect(script).toContain("/api/openapi.json");
  expect(policy).toContain(`'sha256-${createHash("sha256").update(script).digest("base64")}'`);
  expect(policy.match(/sha256-/g)).toHaveLength(1);
  expect(policy).not.toMatch(/script-src[^;]*unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)/);
});

test("no other answer allows a script written into a page", async () => {
  for (const url of ["/api/meta", "/api/openapi.json", "/api/docs/js/scalar.js", "/api/docs/nothing", "/nothing"])
    expect([url, (await policyOf(url)).policy]).not.toEqual([url, expect.stringContaining("sha256-")]);
});
