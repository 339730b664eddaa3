import { describe, expect, test } from "vitest";
import { Batcher, type BatcherOptions } from "./batcher.ts";

interface Request {
  person: string;
  key: string;
}

/** A batcher whose batches wait until the test lets them go. */
function aBatcher(options: Partial<BatcherOptions<Request, string>> = {}) {
  const batches: { requests: Request[]; done: () => void; fail: (error: Error) => void }[] = [];
  let arrived: () => void = () => undefined;
  const batcher = new Batcher<Request, string>({
    identity: (request) => request.person + request.key,
    lane: (request) => request.person,
    run: (requests) =>
      new Promise((resolve, reject) => {
        batches.push({ requests, done: () => resolve(requests.map((r) => `${r.person}${r.key}`)), fail: reject });
        arrived();
      }),
    maxBatch: 3,
    parallel: 1,
    maxWait: 0.5,
    ...options,
  });
  const batch = async (index: number) => {
    while (batches[index] === undefined)
      await new Promise<void>((resolve) => {
        arrived = resolve;
      });
    const found = batches[index];
    if (found === undefined) throw new Error("no batch");
    return found;
  };
  return { batcher, batches, batch };
}

const people = (requests: Request[]) => requests.map((request) => request.person).join("");

describe("the batcher", () => {
  test("what arrives together travels together; what arrives meanwhile makes the next batch", async () => {
    const { batcher, batch } = aBatcher();
    const a = batcher.submit({ person: "a", key: "1" });
    const b = batcher.submit({ person: "b", key: "1" });
    const first = await batch(0);
    const c = batcher.submit({ person: "c", key: "1" });
    first.done();
    const second = await batch(1);
    second.done();
    expect([people(first.requests), people(second.requests)]).toEqual(["ab", "c"]);
    expect(await Promise.all([a, b, c])).toEqual(["a1", "b1", "c1"]);
    expect(batcher.idle).toBe(true);
  });

  test("no batch is larger than the limit, and the order of arrival is kept", async () => {
    const { batcher, batch } = aBatcher();
    const all = ["a", "b", "c", "d", "e"].map((person) => batcher.submit({ person, key: "1" }));
    const first = await batch(0);
    first.done();
    const second = await batch(1);
    second.done();
    await Promise.all(all);
    expect([people(first.requests), people(second.requests)]).toEqual(["abc", "de"]);
  });

  test("one person is never twice in a batch; the same request again shares the place and the outcome", async () => {
    const { batcher, batches, batch } = aBatcher();
    const once = batcher.submit({ person: "a", key: "1" });
    const again = batcher.submit({ person: "a", key: "1" });
    const first = await batch(0);
    const meanwhile = batcher.submit({ person: "a", key: "1" });
    const other = batcher.submit({ person: "a", key: "2" });
    first.done();
    const second = await batch(1);
    second.done();
    expect(await Promise.all([once, again, meanwhile, other])).toEqual(["a1", "a1", "a1", "a2"]);
    expect(batches.map(({ requests }) => requests.map(({ key }) => key).join(""))).toEqual(["1", "2"]);
  });

  test("who says something again after having said something else is heard after it", async () => {
    const { batcher, batches, batch } = aBatcher({ parallel: 2 });
    const said = ["1", "2", "1"].map((key) => batcher.submit({ person: "a", key }));
    for (const turn of [1, 0, 2]) (await batch(turn)).done();
    expect(await Promise.all(said)).toEqual(["a1", "a2", "a1"]);
    expect(batches.map(({ requests }) => requests.map(({ key }) => key).join(""))).toEqual(["1", "2", "1"]);
  });

  test("a batch that fails fails its own requests and no others; the same request may come again", async () => {
    const { batcher, batch } = aBatcher();
    const lost = batcher.submit({ person: "a", key: "1" });
    const first = await batch(0);
    const kept = batcher.submit({ person: "b", key: "1" });
    first.fail(new Error("gone"));
    await expect(lost).rejects.toThrow("gone");
    (await batch(1)).done();
    expect(await kept).toBe("b1");
    const again = batcher.submit({ person: "a", key: "1" });
    (await batch(2)).done();
    expect(await again).toBe("a1");
  });

  test("as many batches are under way as allowed", async () => {
    const { batcher, batches, batch } = aBatcher({ parallel: 2, maxBatch: 1 });
    const all = ["a", "b", "c"].map((person) => batcher.submit({ person, key: "1" }));
    await batch(1);
    expect(batches.length).toBe(2);
    batches[0]?.done();
    (await batch(2)).done();
    batches[1]?.done();
    expect(await Promise.all(all)).toEqual(["a1", "b1", "c1"]);
  });

  test("it says when it is full and is not when it has been worked off", async () => {
    const { batcher, batch, batches } = aBatcher({ maxBatch: 1000 });
    const all = [batcher.submit({ person: "first", key: "1" })];
    await batch(0);
    for (let index = 0; index < 256; index++) all.push(batcher.submit({ person: `p${index}`, key: "1" }));
    expect(batcher.full).toBe(true);
    batches[0]?.done();
    (await batch(1)).done();
    await Promise.all(all);
    expect(batcher.full).toBe(false);
  });
});
