import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server as HttpServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { aServerKey, type Server } from "../../../wire/member-code/code.builders.ts";
import {
  fromBase64url,
  makeCertificate,
  makeServerCode,
  possessionMessage,
  toBase64url,
  verifyByAlgorithm,
  verifyCode,
} from "../../../wire/member-code/index.ts";
import type {} from "./browser.page.ts";
import type { MemberCodeServer } from "./member-code.ts";

const identify = { purpose: "identify", subject: null } as const;
let folder: string;
let http: HttpServer;
let address: string;
let browser: Browser;
let context: BrowserContext;
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "member-code-page-"));
  await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    build: {
      outDir: folder,
      target: ["chrome86", "safari14"],
      rolldownOptions: { input: join(import.meta.dirname, "browser.page.ts"), output: { entryFileNames: "page.js" } },
    },
  });
  http = createServer(async (request, response) => {
    const name = (request.url ?? "/").slice(1);
    if (name === "")
      return void response.setHeader("content-type", "text/html").end('<script type="module" src="/page.js"></script>');
    const file = await readFile(join(folder, name)).catch(() => undefined);
    response.writeHead(file ? 200 : 404, { "content-type": "text/javascript" }).end(file);
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const bound = http.address();
  address = `http://127.0.0.1:${typeof bound === "object" ? bound?.port : ""}/`;
  const installed = "/usr/bin/chromium";
  browser = await chromium.launch({
    args: ["--no-sandbox"],
    ...(existsSync(installed) ? { executablePath: installed } : {}),
  });
  server = await aServerKey();
});

afterAll(async () => {
  await browser?.close();
  await new Promise((resolve) => http.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

afterEach(() => context.close());

const ids = { device: new Uint8Array(8).fill(1), handle: new Uint8Array(16).fill(2) };

const certify: MemberCodeServer["certify"] = async ({ algorithm, publicKey, proof }) => {
  const key = fromBase64url(publicKey) ?? new Uint8Array(0);
  const signature = fromBase64url(proof) ?? new Uint8Array(0);
  if (!(await verifyByAlgorithm(algorithm)(key, possessionMessage(key), signature))) throw new Error("not proven");
  const notAfter = Math.floor(Date.now() / 1000 + 30 * 86_400) * 1000;
  const fields = { keyId: server.keyId, ...ids, algorithm, publicKey: key, notAfter };
  return { state: "certified", certificate: toBase64url(await makeCertificate(fields, server.sign)) };
};

const serverMade: MemberCodeServer["makeCode"] = async (about) => {
  const madeAt = Date.now();
  const statement = { ...about, madeAt, nonce: crypto.getRandomValues(new Uint8Array(8)) };
  return { code: await makeServerCode({ keyId: server.keyId, handle: ids.handle }, statement, server.sign), madeAt };
};

/** A page of a new browser profile; `before` runs in it before any script, to take abilities away. */
async function aPage(before?: () => void): Promise<Page> {
  context = await browser.newContext();
  if (before) await context.addInitScript(before);
  const page = await context.newPage();
  await page.exposeFunction("certify", certify);
  await page.exposeFunction("makeServerCode", serverMade);
  await open(page);
  return page;
}

async function open(page: Page): Promise<void> {
  await page.goto(address);
  await page.waitForFunction(() => "memberCodePage" in window);
}

/** The page's WebCrypto as it is in browsers of 2020: Ed25519 is an unknown name. */
function withoutEd25519(): void {
  for (const method of ["generateKey", "importKey"] as const) {
    const original = SubtleCrypto.prototype[method] as (...args: unknown[]) => Promise<unknown>;
    SubtleCrypto.prototype[method] = function (this: SubtleCrypto, ...args: unknown[]) {
      const named = args.some((arg) => (arg as { name?: string } | null)?.name === "Ed25519");
      if (named) return Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"));
      return original.apply(this, args);
    } as never;
  }
}

const judge = (text: string) =>
  verifyCode(text, { keys: [server.published], now: Date.now(), purposes: ["identify", "redeem"] });

const show = (page: Page) => page.evaluate((about) => window.memberCodePage.show("ann", about), identify);

test.each([
  ["today's browser", undefined, "Ed25519"],
  ["a browser of 2020", withoutEd25519, "P-256"],
] as const)(
  "%s makes codes that the server accepts, with a key that stays, also after a reload",
  async (_, before, algorithm) => {
    const page = await aPage(before);
    expect(await page.evaluate(() => window.memberCodePage.algorithm())).toBe(algorithm);
    const shown = await show(page);
    expect(shown).toMatchObject({ readiness: "device", madeBy: "device" });
    expect(await judge(shown.text)).toMatchObject({ ok: true });

    await open(page);
    const kept = await page.evaluate(() => window.memberCodePage.kept("ann"));
    expect(kept).toEqual({ algorithm, extractable: false, exported: false });
    expect(await judge((await show(page)).text)).toMatchObject({ ok: true, code: { device: "01".repeat(8) } });

    await page.evaluate(() => window.memberCodePage.forget("ann"));
    expect(await page.evaluate(() => window.memberCodePage.kept("ann"))).toBeUndefined();
  },
);

test.each([
  ["today's browser", undefined],
  ["a browser of 2020", withoutEd25519],
] as const)("a till in %s accepts genuine codes and refuses forged ones, without asking anybody", async (_, before) => {
  const page = await aPage(before);
  const other = await aServerKey();
  const { text } = await show(page);
  const at = (keys: Server) =>
    page.evaluate(([code, key]) => window.memberCodePage.verify(code, [key]), [text, keys.published] as const);
  expect(await at(server)).toMatchObject({ ok: true });
  expect(await at(other)).toEqual({ ok: false, reason: "forged" });
  const sameName = { ...other, published: { ...other.published, id: server.published.id } };
  expect(await at(sameName)).toEqual({ ok: false, reason: "forged" });
});

test("where WebCrypto is missing, as outside HTTPS, the server makes the code", async () => {
  const page = await aPage(() => Object.defineProperty(globalThis.crypto, "subtle", { value: undefined }));
  const shown = await show(page);
  expect(shown).toMatchObject({ readiness: "server", madeBy: "server" });
  expect(await judge(shown.text)).toMatchObject({ ok: true, code: { device: null } });
});

test("where IndexedDB is closed, as in some private windows, the server makes the code", async () => {
  const page = await aPage(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
  });
  expect(await show(page)).toMatchObject({ readiness: "server", madeBy: "server" });
});
