import { expect, test, vi } from "vitest";
import { Problem } from "../problem.ts";
import { readBehind, readTogether } from "./read-together.ts";

const found = (tokens: string[]) => new Map(tokens.map((token) => [token, token.length]));

test("what is asked for in one turn is read together, each token once, 200 at most", async () => {
  const batches: string[][] = [];
  const read = readTogether(async (tokens) => {
    batches.push(tokens);
    return found(tokens);
  }, 4000);
  const asked = Array.from({ length: 250 }, (_, index) => `t${index % 230}`);
  expect((await Promise.all(asked.map(read))).at(0)).toBe(2);
  expect(batches.map((batch) => batch.length)).toEqual([200, 30 + 20]);
});

test("who comes when too many wait is told at once, and is let in when they have been read", async () => {
  const gate = Promise.withResolvers<void>();
  const read = readTogether(async (tokens) => {
    await gate.promise;
    return found(tokens);
  }, 4000);
  const waiting = Array.from({ length: 4000 }, (_, index) => read(`t${index}`));
  const refused = await read("late").catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Problem);
  expect(refused).toMatchObject({ status: 503, code: "http.busy", retryAfter: 1 });
  gate.resolve();
  await Promise.all(waiting);
  expect(await read("late")).toBe(4);
});

test("what is read behind goes one batch after the other; a batch that fails stops nothing", async () => {
  const batches: number[] = [];
  let running = 0;
  let most = 0;
  const renew = readBehind(async (tokens) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 2));
    running--;
    batches.push(tokens.length);
    if (batches.length === 1) throw new Error("the database is away");
  });
  for (let index = 0; index < 500; index++) renew(`t${index % 450}`);
  await vi.waitFor(() => expect(batches).toHaveLength(3));
  expect(batches).toEqual([200, 200, 50]);
  expect(most).toBe(1);
});
