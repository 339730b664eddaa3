import { expect, test } from "vitest";
import type { Actor } from "../actor.ts";
import { actorIn, addressBehind } from "./play.ts";

test.each([
  ["/play/api/releases?from=x", "/api/releases?from=x"],
  ["/play", "/"],
  ["/play/", "/"],
  ["/play?x=1", "/?x=1"],
  ["/play/partner/pair", "/partner/pair"],
  ["/play/play/api/me", "/play/api/me"],
  ["/player", "/player"],
  ["/playground/api/me", "/playground/api/me"],
  ["/api/play/me", "/api/play/me"],
  ["/", "/"],
  // What a proxy keeps from strangers by its address has no second one, however it is written.
  ["/play/metrics", "/play/metrics"],
  ["/play/%6Detrics?x", "/play/%6Detrics?x"],
  ["/play/readyz/", "/play/readyz/"],
  ["/play/api/docs/json", "/play/api/docs/json"],
  ["/play/api/d%6Fcs", "/play/api/d%6Fcs"],
  ["/play/%", "/play/%"],
  ["/play/api/documents", "/api/documents"],
])("behind %s stands %s", (asked, behind) => expect(addressBehind(asked)).toBe(behind));

const member: Actor = { kind: "member", sessionId: "s", personId: "p", reach: ["1"] };
const till: Actor = { kind: "till", sessionId: "s", tillId: "t", storeId: "st", node: "1.2" };

test.each([member, till])("a $kind exists in one space only", (real) => {
  const played: Actor = { ...real, play: true };
  expect(actorIn(real, false)).toBe(real);
  expect(actorIn(real, true)).toBeUndefined();
  expect(actorIn(played, true)).toBe(played);
  expect(actorIn(played, false)).toBeUndefined();
});

test("a door and an unknown session never come into the play space", () => {
  expect(actorIn({ kind: "door", sessionId: "s", doorId: "d", node: "1" }, true)).toBeUndefined();
  expect(actorIn(undefined, true)).toBeUndefined();
});

test("staff have in each space what they hold there, and nothing of the other", () => {
  const real = [{ duty: "administrator", path: "1" }];
  const played = [{ duty: "benefits.rehearser", path: "7" }];
  const staff: Actor = { kind: "staff", sessionId: "s", accountId: "a", name: "n", duties: real, playDuties: played };
  expect(actorIn(staff, false)).toMatchObject({ duties: real });
  expect(actorIn(staff, true)).toMatchObject({ duties: played, playDuties: [], play: true });
  const { playDuties: _, ...without } = staff;
  expect(actorIn(without, true)).toMatchObject({ duties: [] });
});
