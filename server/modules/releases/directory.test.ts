import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { startListener } from "#kernel/database/listener";
import { uuidv7 } from "#kernel/ids";
import type { SignInApp } from "#kernel/sign-in/sign-in.builders";
import { aSmallCity } from "../membership/membership.builders.ts";
import { createDirectory } from "./directory.ts";
import { changeAudience } from "./index.ts";
import { aRelease, releasesApp } from "./releases.builders.ts";

let server: SignInApp;
let ear: ReturnType<typeof startListener>;

beforeAll(async () => {
  server = await releasesApp();
  ear = startListener({ url: server.database.ownerUrl, log: server.runtime.log });
});
afterAll(async () => {
  await ear.stop();
  await server.close();
});

test("another process knows at once who may take part now; one that does not listen goes on with what it knows", async () => {
  const { county } = await aSmallCity(server.database);
  const id = await aRelease(server, county);
  const [hearing, deaf] = [
    createDirectory(server.runtime.system("one")),
    createDirectory(server.runtime.system("two")),
  ];
  const ears = hearing.hear(ear);
  await ears.begun;
  const rulesOf = async (directory: typeof deaf) => (await directory.find(id))?.eligibility;
  expect([await rulesOf(hearing), await rulesOf(deaf)]).toEqual([[], []]);
  const rules = [{ type: "tag" as const, anyOf: ["骑手"] }];
  await transact(server.database.ctx(), (tx) => changeAudience(tx, id, rules));
  await expect.poll(() => rulesOf(hearing)).toEqual(rules);
  expect(await rulesOf(deaf)).toEqual([]);
  expect(await hearing.find(uuidv7())).toBeUndefined();
  ears.stop();
});
