import { expect, test } from "vitest";
import { signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "../index.ts";
import { aPhone } from "../membership.builders.ts";
import { Applicant } from "./joining.builders.ts";

test("the ticket's cookie is bound to the host over https", async () => {
  const other = await signInApp((on, runtime) => {
    const config = { ...runtime.config, publicUrl: "https://union.example" };
    membership.routes?.(on, { ...runtime, config });
  });
  const rider = new Applicant(other.app, aPhone());
  expect((await rider.prove()).status).toBe(200);
  expect(rider.cookie).toMatch(/^__Host-gh_applicant=/);
  expect((await rider.ask("GET", "/api/joining")).body).toMatchObject({ state: "draft" });
  await other.close();
});
