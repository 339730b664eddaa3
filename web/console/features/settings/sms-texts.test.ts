import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { settings as english } from "./en.ts";
import { explainedTexts } from "./sms-texts.ts";
import { settings as chinese } from "./zh-CN.ts";

const server = join(import.meta.dirname, "../../../../server");

/** What the server's rooms say they send, with the values that the wording has places for. */
const registered = readdirSync(server, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .flatMap((file) => [
    ...readFileSync(join(server, file), "utf8").matchAll(
      /registerSmsTemplate\(\{\s*name: "(\w+)",\s*params: \[([^\]]*)\]/g,
    ),
  ])
  .map(([, name = "", params = ""]) => ({
    name,
    params: Array.from(params.matchAll(/"(\w+)"/g), ([, param]) => param),
  }));

test.each([
  ["Chinese", chinese],
  ["English", english],
])("every text message that is sent is explained with its values in %s", (_, { sms }) => {
  expect([...explainedTexts].sort()).toEqual(registered.map(({ name }) => name).sort());
  expect(Object.keys(sms.text).sort()).toEqual(registered.map(({ name }) => name).sort());
  for (const { name, params } of registered) {
    const help = sms.text[name as keyof typeof sms.text].help;
    expect(Array.from(help.matchAll(/\{\{(\w+)\}\}/g), ([, place]) => place).sort()).toEqual(params.toSorted());
  }
});
