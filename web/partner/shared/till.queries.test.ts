import { QueryClient } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import type { TillMe } from "../../shared/api-types/index.ts";

const items = new Map<string, string>();
const localStorage = {
  getItem: (name: string) => items.get(name) ?? null,
  setItem: (name: string, value: string) => void items.set(name, value),
  removeItem: (name: string) => void items.delete(name),
};
vi.stubGlobal("window", { localStorage });
vi.stubGlobal(
  "Request",
  class extends Request {
    constructor(url: string, init?: RequestInit) {
      super(new URL(url, "http://till.example"), init);
    }
  },
);
const { keepLocked, keepTill, forgetTill, readKeptTill, tillWithoutNetwork } = await import("./kept-till.ts");
const { tillQuery } = await import("./till.queries.ts");

const lin = { id: "lin", name: "Lin" };
const aTill = (): TillMe => ({
  ...{ till: { id: "t", name: "Till 1" }, store: { id: "s", name: "Store", address: "" } },
  ...{ merchant: { id: "m", name: "Merchant" }, clerks: [], clerk: lin },
  ...{
    offline: { accepted: 0, limit: 0, kinds: [] },
    standing: { agreementInForce: true, suspension: null },
    serverTime: new Date().toISOString(),
  },
});

/** A server whose answer has begun and ends when it is told to. */
function aSlowServer() {
  let end = () => undefined as unknown;
  let arrived = () => undefined as unknown;
  const begun = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  vi.stubGlobal("fetch", async () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        end = () => {
          controller.enqueue(new TextEncoder().encode(JSON.stringify(aTill())));
          controller.close();
        };
      },
    });
    queueMicrotask(() => arrived());
    return new Response(body, { headers: { "content-type": "application/json" } });
  });
  return { begun, end: () => end() };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 50));

test("a till that is locked while an answer is read stays locked", async () => {
  keepTill(aTill());
  const server = aSlowServer();
  const client = new QueryClient();
  const asking = client.fetchQuery({ ...tillQuery, retry: false }).catch(() => undefined);
  await server.begun;
  await settled();

  keepLocked();
  await client.cancelQueries({ queryKey: tillQuery.queryKey, exact: true });
  server.end();
  await asking;
  await settled();

  expect(readKeptTill()?.locked).toBe(true);
  expect(tillWithoutNetwork()?.clerk).toBeNull();
});

test("an answer that nobody waits for otherwise is kept (control)", async () => {
  forgetTill();
  const server = aSlowServer();
  const asking = new QueryClient().fetchQuery({ ...tillQuery, retry: false });
  await server.begun;
  server.end();
  await asking;
  expect(tillWithoutNetwork()?.clerk).toEqual(lin);
});

test("after pairing anew nothing of the till before is worked with", () => {
  keepTill(aTill());
  forgetTill();
  expect(tillWithoutNetwork()).toBeUndefined();
});
