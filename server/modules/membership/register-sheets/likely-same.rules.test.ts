import { describe, expect, it } from "vitest";
import { sameInFile } from "./likely-same.rules.ts";
import { type KnownPerson, proposePerson } from "./propose-person.rules.ts";

const card = "610997198503121232";
const other = "610997198503125671";
const row = (values: Record<string, string>, at = 7) => ({
  row: at,
  values: { name: "张伟", birthDate: "1985-03-12", sex: "male", ...values },
});
const known = (values: Record<string, string | null>): KnownPerson => ({
  ...{ id: "known", node: "1.2", name: values.name ?? "张伟", hasDocument: values.idNumber !== undefined },
  ...{ isMember: true, standing: { union: null, servedBy: [], joinedOn: null, joinedBy: null, movable: true } },
  values: { name: "张伟", birthDate: "1985-03-12", sex: "male", ...values },
});
const propose = (values: Record<string, string>, one: KnownPerson, decided?: { as: "new" }) =>
  proposePerson({ ...row(values), ...(decided && { decided }) }, { byBirth: [one] }, { node: "1" });

describe("a row that may be somebody of the register", () => {
  it.each([
    ["nobody's number is known", { idNumber: card }, known({}), 60, ["name_equal", "birth_equal"]],
    ["they sound alike", { name: "章玮", idNumber: card }, known({}), 47, ["name_sounds_equal", "birth_equal"]],
    [
      "the numbers are of different documents",
      { idKind: "passport", idNumber: "E12345678" },
      known({ idKind: "resident_id", idNumber: card }),
      60,
      ["name_equal", "birth_equal"],
    ],
    [
      "two digits of the number have changed places, and so has the phone's end",
      { idNumber: "610997198503122132", phone: "+8613812345687" },
      known({ idNumber: card, phone: "+8613812345678" }),
      100,
      ["id_swapped", "phone_swapped", "name_equal", "birth_equal"],
    ],
  ])("is a conflict with its explanation when %s", (_why, values, one, score, reasons) => {
    expect(propose(values as Record<string, string>, one)).toEqual({
      outcome: "conflict",
      candidates: [{ id: "known", score, reasons }],
    });
    expect(propose(values as Record<string, string>, one, { as: "new" }).outcome).toBe("insert");
  });

  it("is taken, with a word about it, when two good numbers say that they are two", () => {
    expect(propose({ idNumber: card }, known({ idNumber: other }))).toEqual({
      outcome: "insert",
      notes: [{ code: "person.same_name_and_birth" }],
    });
  });

  it("says nothing of people of other branches", () => {
    expect(propose({ idNumber: card }, { ...known({}), node: "9" })).toEqual({ outcome: "insert", notes: [] });
  });
});

describe("two rows of one file", () => {
  it("are looked at when nothing contradicts that they are one", () => {
    const find = sameInFile();
    const found = [
      row({ idNumber: card }, 2),
      row({ idNumber: other }, 3),
      row({ idKind: "passport", idNumber: "E12345678" }, 4),
      row({ name: "章玮" }, 5),
      row({ birthDate: "" }, 6),
      row({ name: "李四" }, 8),
    ].map(find);
    const like = { code: "person.same_in_file", params: { firstRow: 2 } };
    expect(found).toEqual([undefined, undefined, like, like, undefined, undefined]);
  });
});
