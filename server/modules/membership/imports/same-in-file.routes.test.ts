import { afterAll, beforeAll, expect, it } from "vitest";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "../index.ts";
import { aSmallCity } from "../membership.builders.ts";
import { anImportDesk } from "./imports.builders.ts";

let server: SignInApp;
let desk: ReturnType<typeof anImportDesk>;

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  const { county } = await aSmallCity(server.database);
  const officer = await aStaff(server.database, server.secrets, { node: county, duties: ["people.officer"] });
  desk = anImportDesk(server, officer, county.id);
});
afterAll(() => server.close());

it("asks about a row that may be an earlier one of the same file, and takes it as somebody else when told so", async () => {
  const rows = [
    "姓名,证件类型,证件号码,手机号,出生日期",
    "林七,居民身份证,610997199001012613,19811114441,",
    "林七,护照,E12345678,19811114442,1990-01-01",
  ];
  const id = await desk.upload(Buffer.from(rows.join("\n")), "同名.csv");
  await desk.work();
  const [line] = await desk.lines(id, "undecided=true");
  expect(line).toMatchObject({ row: 3, notes: [{ code: "person.same_in_file", params: { firstRow: 2 } }] });
  expect((await desk.call("POST", `/${id}/submit`, { skipRefused: true })).json().code).toBe(
    "sheets.not_ready_undecided",
  );
  await desk.act(id, "lines/3/decision", { decision: "new" });
  await desk.act(id, "submit", { skipRefused: false });
  await desk.work();
  expect((await desk.get(id)).counts).toMatchObject({ applied: 2, stale: 0 });
});
