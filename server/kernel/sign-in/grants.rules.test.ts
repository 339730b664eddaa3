import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StaffActor } from "../actor.ts";
import { defineDuty, listDuties } from "../policy.ts";
import { type Held, holdsUntil, mayGiveUntil } from "./grants.rules.ts";
import { mayGrant } from "./staff-accounts.policy.ts";

defineDuty("rules.reader", ["rules.read"]);
defineDuty("rules.writer", ["rules.read", "rules.write"]);

const permissions = new Map(listDuties().map((one) => [one.duty, one.permissions]));
const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const held = (duty: string, node: string, until: Date | null = null): Held => ({ duty, node, until });

describe("how long a duty may be given", () => {
  test.each<[string, Held[], Date | null | undefined]>([
    ["for ever by who holds it for ever", [held("administrator", "1"), held("rules.writer", "1")], null],
    ["not by who does not manage accounts", [held("rules.writer", "1")], undefined],
    ["not by who has only a part of it", [held("administrator", "1"), held("rules.reader", "1")], undefined],
    ["not by who has it elsewhere", [held("administrator", "1"), held("rules.writer", "1.3")], undefined],
    ["as long as one's own", [held("administrator", "1"), held("rules.writer", "1.2", at(9))], at(9)],
    ["as long as one manages", [held("administrator", "1.2", at(5)), held("rules.writer", "1", at(9))], at(5)],
    ["by who appoints, without holding it", [held("security.administrator", "1", at(7))], at(7)],
    [
      "by what lasts longest",
      [held("security.administrator", "1", at(3)), held("security.administrator", "1.2")],
      null,
    ],
  ])("%s", (_what, own, until) => expect(mayGiveUntil(own, permissions, "rules.writer", "1.2")).toEqual(until));

  test("of an unknown duty, never", () =>
    expect(mayGiveUntil([held("security.administrator", "1")], permissions, "rules.nothing", "1")).toBeUndefined());

  test("is as long as one could give it anew each day (property; the seed is printed on failure)", () => {
    const one = fc.record({
      duty: fc.constantFrom(...permissions.keys()),
      node: fc.constantFrom("1", "1.2", "1.2.3", "1.4"),
      until: fc.option(fc.integer({ min: 2, max: 20 }).map(at)),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 6 }), one, fc.integer({ min: 1, max: 21 }), (own, given, day) => {
        const until = mayGiveUntil(own, permissions, given.duty, given.node);
        const then = own.filter((duty) => duty.until === null || duty.until > at(day));
        const duties = then.map(({ duty, node }) => ({ duty, path: node }));
        const actor: StaffActor = { kind: "staff", sessionId: "s", accountId: "a", name: "", duties };
        const covers = until === null || (until !== undefined && until > at(day));
        expect(covers).toBe(mayGrant(actor, { id: "b" }, given));
      }),
      { numRuns: 3000 },
    );
  });

  test("a permission is held by the duty that lasts longest", () =>
    expect(
      holdsUntil(
        [held("rules.reader", "1", at(3)), held("rules.writer", "1", at(8))],
        permissions,
        "rules.read",
        "1.5",
      ),
    ).toEqual(at(8)));
});
