import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { duplicatesInFile, type FilePerson } from "./file-duplicates.rules.ts";
import { likeness, type PersonTraits, perhapsSame, surelySame } from "./likeness.rules.ts";

const zhang: PersonTraits = {
  ...{ name: "张伟强", pinyin: "zhang wei qiang", idNumber: "610999198503121234", phone: "+8613900012345" },
  ...{ birth: "1985-03-12", sex: "male", union: "县医院工会" },
};
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007);

const verdict = (score: number) => (score >= surelySame ? "same" : score >= perhapsSame ? "perhaps" : "different");

describe("two people", () => {
  test.each<[string, Partial<PersonTraits>, string[], string]>([
    ["the same in all", {}, ["id_equal", "phone_equal", "name_equal", "birth_equal", "union_equal"], "same"],
    ["of one number and one name", { phone: null, birth: null, union: null }, ["id_equal", "name_equal"], "same"],
    [
      "of one number and quite other names",
      { name: "李四", pinyin: "li si", phone: null, birth: null, union: null },
      ["id_equal", "name_differs"],
      "perhaps",
    ],
    [
      "of numbers with a wrong digit",
      { idNumber: "610999198503121235", phone: null, union: null },
      ["id_one_differs", "name_equal", "birth_equal"],
      "same",
    ],
    [
      "of numbers with two digits swapped",
      { idNumber: "610999198503122134", phone: null, union: null },
      ["id_swapped", "name_equal", "birth_equal"],
      "same",
    ],
    [
      "namesakes born on one day, with two numbers",
      { idNumber: "610998198503125555", phone: null, union: null },
      ["id_differs", "name_equal", "birth_equal"],
      "perhaps",
    ],
    [
      "namesakes born on one day, man and woman",
      { idNumber: "610998198503125555", phone: null, union: null, sex: "female" },
      ["id_differs", "name_equal", "birth_equal", "sex_differs"],
      "different",
    ],
    ["namesakes", { idNumber: null, phone: null, birth: null, union: null }, ["name_equal"], "different"],
    ["namesakes of one phone", { idNumber: null, birth: null, union: null }, ["phone_equal", "name_equal"], "perhaps"],
    [
      "a couple with one phone",
      { name: "李芳", pinyin: "li fang", idNumber: null, birth: "1986-01-01" },
      ["phone_equal", "name_differs", "birth_differs", "union_equal"],
      "different",
    ],
    [
      "names that sound alike",
      { name: "章玮强", idNumber: null, phone: null, union: null },
      ["name_sounds_equal", "birth_equal"],
      "perhaps",
    ],
    [
      "names with one other character",
      { name: "张伟", pinyin: "zhang wei", idNumber: null, union: null },
      ["phone_equal", "name_one_differs", "birth_equal"],
      "perhaps",
    ],
    [
      "a Chinese name and its letters, family name behind",
      { name: "Weiqiang Zhang", pinyin: "weiqiang zhang", idNumber: null, union: null },
      ["phone_equal", "name_sounds_equal", "birth_equal"],
      "perhaps",
    ],
    [
      "day and month swapped",
      { idNumber: null, phone: null, birth: "1985-12-03" },
      ["name_equal", "birth_day_and_month_swapped", "union_equal"],
      "perhaps",
    ],
    [
      "one digit of the birth date",
      { idNumber: null, phone: null, union: null, birth: "1985-03-13" },
      ["name_equal", "birth_one_differs"],
      "different",
    ],
    [
      "phones with a wrong digit",
      { idNumber: null, phone: "+8613900012346" },
      ["phone_one_differs", "name_equal", "birth_equal", "union_equal"],
      "perhaps",
    ],
    [
      "phones with two digits swapped",
      { idNumber: null, phone: "+8613900013245" },
      ["phone_swapped", "name_equal", "birth_equal", "union_equal"],
      "perhaps",
    ],
    [
      "documents of two kinds",
      { idKind: "passport", idNumber: "E12345678", phone: null, union: null },
      ["name_equal", "birth_equal"],
      "perhaps",
    ],
  ])("%s", (_what, other, reasons, result) => {
    const found = likeness(zhang, { ...zhang, ...other });
    expect(found.reasons.map(({ code }) => code)).toEqual(reasons);
    expect(verdict(found.score), `score ${found.score}`).toBe(result);
  });

  test.each([
    ["John Smith", "Smith, John", "name_order"],
    ["John Smith", "JOHN  SMITH", "name_equal"],
    ["John Smith", "Jon Smith", "name_one_differs"],
    ["John Smith", "Mary Smith", "name_differs"],
    ["买买提·艾力", "买买提艾力", "name_equal"],
    ["欧阳娜娜", "欧阳娜", "name_one_differs"],
    ["张伟", "张三", "name_differs"],
    ["建国李", "李建国", "name_differs"],
    ["李国建", "李建国", "name_order"],
  ])("%s and %s: %s", (a, b, reason) => {
    expect(likeness({ name: a }, { name: b }).reasons.map(({ code }) => code)).toEqual([reason]);
  });

  const some = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: null });
  const person = fc.record({
    name: fc.constantFrom("张伟", "张伟强", "章玮", "John Smith", "Smith John", "", "·"),
    pinyin: some("zhang wei", "zhangwei", "john smith", ""),
    idNumber: some("610999198503121234", "610999198503121243", "610999198503121235", "E1"),
    phone: some("+8613900012345", "+8613900012354", ""),
    birth: some("1985-03-12", "1985-12-03", "1985-03-21"),
    sex: some("male", "female"),
    union: some("甲", "乙"),
  });
  it(`are as like as the other way round, and nobody is unlike themselves (seed ${seed})`, () => {
    fc.assert(
      fc.property(person, person, (a, b) => {
        expect(likeness(a, b)).toEqual(likeness(b, a));
        expect(likeness(a, a).reasons.every(({ points }) => points > 0)).toBe(true);
      }),
      { seed, numRuns: 2000 },
    );
  });
});

describe("people in one file", () => {
  const rows: FilePerson[] = [
    { row: 3, ...zhang },
    { row: 4, name: "李芳", idNumber: "610999198601012222", phone: zhang.phone ?? "", birth: "1986-01-01" },
    { row: 5, ...zhang, name: "张 伟强", phone: null, birth: null },
    { row: 6, name: "李　芳", pinyin: null, idNumber: null, phone: null, birth: "1986-01-01" },
    { row: 7, name: "张伟强", idNumber: null, phone: zhang.phone ?? "", birth: null },
    { row: 8, name: "王五", idKind: "passport", idNumber: zhang.idNumber ?? "", phone: null, birth: null },
    { row: 11, name: "章玮", pinyin: "zhang wei", birth: "1970-01-01" },
    { row: 12, name: "张伟", pinyin: "zhang wei", birth: "1970-01-01" },
    { row: 9, name: "", idNumber: "", phone: "", birth: "" },
    { row: 10, name: "", idNumber: "", phone: "", birth: "" },
  ];
  it("who stand there twice are found with the first of their rows; the same beyond doubt only by number, or by name and phone", () => {
    expect(duplicatesInFile(rows)).toEqual([
      { row: 4, firstRow: 3, by: "phone", sure: false },
      { row: 5, firstRow: 3, by: "id_number", sure: true },
      { row: 6, firstRow: 4, by: "name_and_birth", sure: false },
      { row: 7, firstRow: 3, by: "phone", sure: true },
      { row: 12, firstRow: 11, by: "name_and_birth", sure: false },
    ]);
  });
});
