import { describe, expect, test } from "vitest";
import { havePassed, mayStillDecide, refusalOf, type Taken, type Wanted } from "./decisions.rules.ts";

const taken = (given: Partial<Omit<Taken, "by">> & { by?: string } = {}): Taken => ({
  ...{ revision: 1, step: "handed_in", verdict: "passed", distinctFrom: [] },
  ...given,
  by: { id: given.by ?? "an" },
});
const wanted = (given: Partial<Wanted> = {}): Wanted => ({
  ...{ revision: 1, step: "checked", verdict: "passed", note: "", by: "bo", distinctFrom: ["handed_in"], notBy: [] },
  ...given,
});

describe("refusalOf", () => {
  test.each<[string, Partial<Wanted>, Taken[], string | undefined]>([
    ["nothing before it", {}, [], undefined],
    ["another person's step before it", {}, [taken()], undefined],
    ["one's own step before it", { by: "an" }, [taken()], "same_person"],
    ["one's own step that need not be another's", { by: "an", distinctFrom: [] }, [taken()], undefined],
    [
      "one's own step that asked for others",
      { by: "an", distinctFrom: [] },
      [taken({ distinctFrom: ["checked"] })],
      "same_person",
    ],
    ["one's own step of an earlier revision", { by: "an", revision: 2 }, [taken()], undefined],
    ["a hand in the thing itself", { notBy: ["bo"] }, [taken()], "same_person"],
    ["the same step, taken", {}, [taken(), taken({ step: "checked", by: "ci" })], "already_decided"],
    [
      "a refusal of this revision",
      { step: "approved" },
      [taken({ step: "checked", verdict: "refused", by: "ci" })],
      "already_refused",
    ],
    ["a refusal of an earlier revision", { revision: 2 }, [taken({ step: "checked", verdict: "refused" })], undefined],
    ["a newer revision", {}, [taken({ revision: 2 })], "superseded"],
    ["a no without a word", { verdict: "refused", note: "  " }, [taken()], "note_missing"],
    ["a no with a word", { verdict: "refused", note: "too dear" }, [taken()], undefined],
  ])("%s", (_name, given, history, expected) => {
    expect(refusalOf(wanted(given), history)?.why).toBe(expected);
  });
});

test("steps have passed only for the revision that was read, and only by a yes", () => {
  const history = [
    taken(),
    taken({ step: "checked", verdict: "refused", by: "bo" }),
    taken({ revision: 2, step: "checked" }),
  ];
  expect(havePassed(history, 1, ["handed_in"])).toBe(true);
  expect(havePassed(history, 1, ["handed_in", "checked"])).toBe(false);
  expect(havePassed(history, 2, ["checked"])).toBe(true);
  expect(havePassed(history, 2, ["handed_in"])).toBe(false);
});

test("a button is shown to whoever the rules would let decide", () => {
  expect(mayStillDecide(wanted(), [taken()])).toBe(true);
  expect(mayStillDecide(wanted({ by: "an" }), [taken()])).toBe(false);
});
