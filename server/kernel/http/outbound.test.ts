import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { allowInside, mayReach, outboundFetch } from "./outbound.ts";

let server: Server;
let at: string;
let asked = 0;
beforeAll(async () => {
  server = createServer((request, answer) => {
    asked++;
    if (request.url === "/elsewhere") answer.writeHead(302, { location: "/" }).end();
    else if (request.url === "/long") answer.end(Buffer.alloc(600 * 1024));
    else request.on("data", (part) => answer.write(part)).on("end", () => answer.end(`|${request.method}`));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  at = String((server.address() as AddressInfo).port);
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
afterEach(() => allowInside([], { demo: false }));

test.each([
  ...["127.0.0.1", "10.2.3.4", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"],
  ...["::1", "::ffff:10.0.0.1", "::ffff:a00:1", "fd00::1", "fe80::1", "64:ff9b::a00:1"],
])("%s is inside", (address) => expect(mayReach("id.example", address)).toBe(false));

test.each(["1.1.1.1", "172.32.0.1", "2606:4700::1111"])("%s is not", (address) =>
  expect(mayReach("id.example", address)).toBe(true),
);

test("what is inside is asked only when it is listed, by network or by name", async () => {
  for (const url of [
    `http://127.0.0.1:${at}/`,
    `http://localhost:${at}/`,
    `http://0x7f.1:${at}/`,
    `http://[::1]:${at}/`,
  ])
    await expect(outboundFetch(url)).rejects.toMatchObject({ code: "settings.address_inside" });
  expect(asked).toBe(0);
  allowInside(["localhost"], { demo: false });
  expect((await outboundFetch(`http://localhost:${at}/`)).status).toBe(200);
  await expect(outboundFetch(`http://127.0.0.1:${at}/`)).rejects.toMatchObject({ code: "settings.address_inside" });
  allowInside(["127.0.0.1/32"], { demo: false });
  const answer = await outboundFetch(`http://127.0.0.1:${at}/`, {
    method: "POST",
    body: new URLSearchParams({ a: "1" }),
  });
  expect(await answer.text()).toBe("a=1|POST");
});

test("nobody is followed elsewhere, and nobody sends without end", async () => {
  allowInside([], { demo: true });
  expect((await outboundFetch(`http://127.0.0.1:${at}/elsewhere`)).status).toBe(302);
  await expect(outboundFetch(`http://127.0.0.1:${at}/long`)).rejects.toThrow("too long");
  await expect(outboundFetch("http://127.0.0.1:9/")).rejects.toThrow(TypeError);
});
