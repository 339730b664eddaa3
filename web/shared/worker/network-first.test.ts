import { expect, test } from "vitest";
import { networkFirst } from "./network-first.ts";

const request = new Request("https://union.example/partner");
const kept = async () => new Response("kept");
const text = async (answer: Promise<Response>) => (await answer).text();

test("the server's page comes first", async () => {
  expect(await text(networkFirst(request, kept, { ask: async () => new Response("new") }))).toBe("new");
});

test.each([
  ["is away", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["is in trouble", async () => new Response("bad gateway", { status: 502 })],
  ["does not answer", () => new Promise<Response>(() => undefined)],
])("the kept page comes when the server %s", async (_, ask) => {
  expect(await text(networkFirst(request, kept, { ask, wait: 5 }))).toBe("kept");
});

test("with nothing kept, the server has all the time it needs", async () => {
  const slow = () => new Promise<Response>((resolve) => setTimeout(() => resolve(new Response("late")), 30));
  expect(await text(networkFirst(request, async () => undefined, { ask: slow, wait: 1 }))).toBe("late");
});

test("with nothing kept and no network, the browser says so itself", async () => {
  const ask = () => Promise.reject(new TypeError("Failed to fetch"));
  await expect(networkFirst(request, async () => undefined, { ask, wait: 5 })).rejects.toThrow("Failed to fetch");
});
