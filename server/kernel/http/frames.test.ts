import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SignInApp, signInApp } from "../sign-in/sign-in.builders.ts";
import { webRoutes } from "./web.routes.ts";

let server: SignInApp;
let folder: string;
let frames: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gonghui-web-"));
  for (const entrance of ["member", "console"]) {
    mkdirSync(join(folder, entrance));
    writeFileSync(join(folder, entrance, "index.html"), `<title>${entrance}</title>`);
  }
  server = await signInApp((app, { config }) => webRoutes(app, { webDir: folder, config, frames: async () => frames }));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const headers = async (url: string) => {
  const { headers: found, body } = await server.app.inject({ url });
  return { policy: String(found["content-security-policy"]), older: found["x-frame-options"], body };
};

describe("a page in a frame", () => {
  test("of no site, while none is listed", async () => {
    frames = [];
    for (const url of ["/", "/me?embed=1", "/console"]) {
      const { policy, older } = await headers(url);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(older).toBeDefined();
    }
  });

  test("of the sites that are listed: the member's only, and never of a rehearsal", async () => {
    frames = ["https://app.example", "https://other.example:8443"];
    const { policy, older, body } = await headers("/me?embed=1");
    expect(policy).toContain("frame-ancestors https://app.example https://other.example:8443;");
    expect(policy).toContain("default-src 'none'");
    expect([older, body]).toEqual([undefined, "<title>member</title>"]);
    for (const url of ["/console", "/console/people", "/play/me", "/api/meta"])
      expect([url, (await headers(url)).policy]).toEqual([url, expect.stringContaining("frame-ancestors 'none'")]);
  });
});
