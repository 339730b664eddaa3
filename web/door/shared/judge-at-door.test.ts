import { beforeAll, describe, expect, test } from "vitest";
import { aPhone, aServerKey, noon } from "../../../wire/member-code/code.builders.ts";
import { offlineMark, toHex } from "../../../wire/member-code/index.ts";
import type { Holder, LetIn } from "./door.types.ts";
import { type AtDoor, judgeAtDoor } from "./judge-at-door.ts";
import { sessionAtNow } from "./session-at-now.ts";

const hour = 3_600_000;
const sessionId = "019ab000-0000-7000-8000-00000000aaaa";
const claimId = "019ab000-0000-7000-8000-000000000001";
const otherClaim = "019ab000-0000-7000-8000-000000000002";
const session = {
  ...{ id: sessionId, state: "scheduled" as const },
  ...{ doorsOpenAt: new Date(noon - hour).toISOString(), endsAt: new Date(noon + hour).toISOString() },
};

let phone: Awaited<ReturnType<typeof aPhone>>;
let given: Omit<AtDoor, "shown">;
const aHolder = async (id: string, handle: string, more: Partial<Holder> = {}): Promise<Holder> => ({
  ...{ claimId: id, number: id.slice(-8), seat: "5排12座", name: "张*三", entered: null },
  ...{ claimMark: await offlineMark(id, handle), personMark: await offlineMark(sessionId, handle) },
  ...more,
});

beforeAll(async () => {
  const server = await aServerKey();
  phone = await aPhone(server, "P-256");
  const handle = toHex(phone.fields.handle);
  const holders = [await aHolder(claimId, handle), await aHolder(otherClaim, "00", { seat: "5排13座" })];
  const list = { sessionId, asOf: new Date(noon).toISOString(), holders };
  given = { session, list, keys: [server.published], revoked: [], letIn: [], now: noon };
});

const judge = (shown: AtDoor["shown"], more: Partial<AtDoor> = {}) => judgeAtDoor({ ...given, shown, ...more });
const enter = (subject = claimId) => phone.code({ purpose: "enter", subject });
const letIn = (more: Partial<LetIn> = {}): LetIn => ({
  ...{ localId: "l", sessionId, claimId, seat: null, name: "", by: "code", enteredAt: "2026-11-22T04:00:00Z" },
  ...more,
});

describe("a door without network", () => {
  test("lets in by the code of the ticket, by the member code, by the ticket's number, and by the list", async () => {
    const text = await enter();
    expect(await judge({ text })).toMatchObject({ ok: true, by: "code", code: text, holders: [{ claimId }] });
    expect(await judge({ text: await phone.code() })).toMatchObject({ ok: true, by: "code", holders: [{ claimId }] });
    expect(await judge({ text: "0000 0001" })).toMatchObject({ ok: true, by: "number", holders: [{ claimId }] });
    expect(await judge({ claimId: otherClaim })).toMatchObject({
      ok: true,
      by: "list",
      holders: [{ seat: "5排13座" }],
    });
  });

  test("lets a ticket in once, whether the server or this door has let it in", async () => {
    const shown = { text: await enter() };
    expect(await judge(shown, { letIn: [letIn()] })).toEqual({
      ...{ ok: false, reason: "already", first: { at: "2026-11-22T04:00:00Z", door: null } },
    });
    expect(await judge(shown, { letIn: [letIn({ outcome: "refused" })] })).toMatchObject({ ok: true });
    const entered = { at: "2026-11-22T03:50:00Z", door: "东门" };
    const holders = (given.list?.holders ?? []).map((one) => ({ ...one, entered }));
    const list = { sessionId, asOf: "", holders };
    expect(await judge(shown, { list })).toEqual({ ok: false, reason: "already", first: entered });
  });

  test("lets nobody in by a ticket of somebody else, a picture of a code, a forged one, or a phone that was given up", async () => {
    expect(await judge({ text: await enter(otherClaim) })).toEqual({ ok: false, reason: "unknown" });
    const text = await enter();
    expect(await judge({ text }, { now: noon + 30_001 })).toEqual({ ok: false, reason: "expired" });
    expect(await judge({ text }, { keys: [] })).toEqual({ ok: false, reason: "forged" });
    const revoked = [toHex(phone.fields.device)];
    expect(await judge({ text }, { revoked })).toEqual({ ok: false, reason: "revoked" });
    expect(await judge({ text: await phone.code({ purpose: "redeem", subject: claimId }) })).toEqual({
      ...{ ok: false, reason: "wrong_purpose" },
    });
    expect(await judge({ text: "你好" })).toEqual({ ok: false, reason: "malformed" });
    expect(await judge({ text: "99999999" })).toEqual({ ok: false, reason: "unknown" });
  });

  test("knows the hour, a cancelled session, and that it has no list", async () => {
    const shown = { claimId };
    expect(await judge(shown, { now: noon - hour - 1 })).toEqual({ ok: false, reason: "not_yet" });
    expect(await judge(shown, { now: noon + hour })).toEqual({ ok: false, reason: "over" });
    expect(await judge(shown, { session: { ...session, state: "cancelled" } })).toEqual({
      ok: false,
      reason: "cancelled",
    });
    expect(await judge(shown, { list: undefined })).toEqual({ ok: false, reason: "no_list" });
  });
});

test("a door shows the session that people come to now, else the next, else the last; a cancelled one is no choice", () => {
  const at = (id: string, from: number, state: "scheduled" | "cancelled" = "scheduled") =>
    ({
      ...session,
      id,
      state,
      startsAt: new Date(from).toISOString(),
      endsAt: new Date(from + hour).toISOString(),
    }) as never;
  const sessions = [at("late", noon + 3 * hour), at("early", noon), at("off", noon + hour, "cancelled")];
  expect(sessionAtNow(sessions, noon + 1)?.id).toBe("early");
  expect(sessionAtNow(sessions, noon + 2 * hour)?.id).toBe("late");
  expect(sessionAtNow(sessions, noon + 9 * hour)?.id).toBe("late");
  expect(sessionAtNow([], noon)).toBeUndefined();
});
