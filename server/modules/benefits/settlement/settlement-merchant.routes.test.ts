import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { pin } from "../benefits.builders.ts";
import { aPicture, filesUrl } from "../merchants/merchants.builders.ts";
import { someSettling, today } from "./settlement.builders.ts";
import { aSettlementDesk } from "./settlement-desk.builders.ts";

const dataDir = await mkdtemp(join(tmpdir(), "gonghui-signed-"));
afterAll(() => rm(dataDir, { recursive: true, force: true }));
const { world, post, get, open, settled, read, act, sent, confirm } = await aSettlementDesk({ filesIn: dataDir });

describe("the merchant", () => {
  test("sees what was sent and no draft; a manager confirms it with a PIN, nobody else", async () => {
    const made = await settled();
    const seen = async () => (await get(made.shop.cookie, "/api/till/statements")).json();
    expect((await seen()).items).toEqual([]);
    const hidden = await get(made.shop.cookie, `/api/till/statements/${made.statement.id}`);
    expect(hidden.statusCode).toBe(404);
    const { digest } = (await act(made.maker.cookie, made, "send")).json();
    expect((await seen()).items).toHaveLength(1);
    const notManager = await confirm({ ...made, digest }, { clerkId: made.shop.second.id });
    expect([notManager.statusCode, notManager.json().code]).toEqual([403, "settlement.manager_needed"]);
    expect((await confirm({ ...made, digest }, { pin: "111222" })).json().code).toBe("benefits.wrong_pin");
    const other = await confirm({ ...made, digest: "0".repeat(64) });
    expect(other.json().code).toBe("settlement.changed_meanwhile");
    expect((await confirm({ ...made, digest })).json()).toMatchObject({ state: "confirmed" });
    expect((await confirm({ ...made, digest })).json().code).toBe("settlement.wrong_state");
  });

  test("signs the printed statement instead; the paper is kept with who signed and when, and is of these lines", async () => {
    const made = await sent();
    const paperOf = (cookie: string) =>
      aPicture(world.app, cookie, filesUrl("settlement.signed_statement", made.union.id));
    const fileId = await paperOf(made.maker.cookie);
    const paper = { signedBy: "王会计", signedOn: today(), codeEnd: made.digest.slice(-6), fileId };
    const sign = (more: object = {}, by = made.maker) =>
      act(by.cookie, made, "paper-confirmation", { ...paper, ...more });
    expect((await sign({}, made.accountant)).statusCode).toBe(403);
    const foreign = made.digest.endsWith("000000") ? "111111" : "000000";
    expect((await sign({ codeEnd: foreign })).json().code).toBe("settlement.paper_of_other_lines");
    expect((await sign({ signedOn: "2999-01-01" })).json().code).toBe("settlement.signed_in_future");
    expect((await sign({ fileId: crypto.randomUUID() })).json().code).toBe("files.not_usable");
    const answer = await sign();
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({ state: "confirmed", confirmed: { by: "王会计" }, can: { paper: false } });
    const step = answer.json().history.at(-1);
    expect(step).toMatchObject({ step: "confirmed", byMerchant: false, note: `王会计 ${today()}`, fileId });
    const scan = await get(made.accountant.cookie, `/api/staff/files/${fileId}`);
    expect([scan.statusCode, scan.headers["content-type"]]).toEqual([200, "image/png"]);
    expect((await sign()).json().code).toBe("settlement.wrong_state");
    expect((await confirm(made)).json().code).toBe("settlement.wrong_state");
    expect((await act(made.accountant.cookie, made, "review", { verdict: "passed" })).json().state).toBe("reviewed");
  });

  test("of another shop finds nothing", async () => {
    const made = await sent();
    const other = await someSettling(world, made.union);
    expect((await get(other.shop.cookie, `/api/till/statements/${made.statement.id}`)).statusCode).toBe(404);
    expect((await confirm({ ...made, shop: other.shop })).statusCode).toBe(404);
  });

  test("disputes a line; the union answers, leaves it out, makes the lines again, and it comes in the next period", async () => {
    const made = await sent();
    const disputed = await post(made.shop.cookie, `/api/till/statements/${made.statement.id}/disputes`, {
      ...{ clerkId: made.shop.first.id, pin, digest: made.digest },
      disputes: [{ position: 1, reason: "这笔不是本店的" }],
    });
    expect(disputed.json()).toMatchObject({ state: "disputed", disputes: [{ position: 1, answer: null }] });
    const early = await act(made.maker.cookie, made, "redraft");
    expect([early.statusCode, early.json().code]).toEqual([409, "settlement.answers_missing"]);
    const { disputes } = await read(made);
    const answer = await post(made.maker.cookie, `${made.url}/disputes/${disputes[0].id}/answer`, {
      ...{ answer: "移到下期核对", leaveOut: true },
    });
    expect(answer.statusCode, answer.body).toBe(200);
    const again = await act(made.maker.cookie, made, "redraft");
    expect(again.json()).toMatchObject({ state: "draft", lines: 1, totalFen: 10_000, revision: 2 });
    const next = (await open(made.maker.cookie, made.union.id)).json();
    expect(next.statements[0]).toMatchObject({ lines: 1, totalFen: 10_000 });
    expect(next.check.ok).toBe(true);
  });
});
