import { expect, test } from "vitest";
import { readOnly } from "./only.ts";

test.each([
  [undefined, {}],
  ["form:platform", { form: "platform" }],
  ["sex:", { sex: "" }],
  ["state:retained", { state: "retained" }],
  ["verified:false", { verified: "false" }],
  ["form:nonsense", {}],
  ["newForm:true", {}],
])("%s narrows to %o", (text, only) => {
  expect(readOnly(text)).toEqual(only);
});
