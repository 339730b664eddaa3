import { expect, test } from "vitest";
import { hallMeant } from "./hall-meant.rules.ts";

const hall = (id: string, placeName: string, name: string) => ({ id, placeName, name });
const cinema = [
  hall("one", "惠工影院", "一号厅"),
  hall("two", "惠工影院", "二号厅"),
  hall("stage", "文化宫", "职工剧场"),
];
const twice = [...cinema, hall("other", "工人俱乐部", "一号厅")];

test.each([
  ["as it is registered", "二号厅", cinema, "two"],
  ["in other digits and with blanks", "1 号厅", cinema, "one"],
  ["with its place", "惠工影院 二号厅", cinema, "two"],
  ["one of two places: the programme's own", "一号厅", twice, "one"],
  ["one of two places by the place's name", "工人俱乐部一号厅", twice, "other"],
])("a hall %s", (_, written, halls, id) => expect(hallMeant(written, halls, "one")).toEqual({ id }));

test.each([
  ["that is not there, the nearest first", "二号听", cinema, "hall_unknown", "二号厅、一号厅、职工剧场"],
  [
    "that two places have",
    "一号厅",
    twice.slice(1).concat(hall("third", "剧院", "1号厅")),
    "hall_several",
    "工人俱乐部一号厅、剧院1号厅",
  ],
  [
    "among names that two places have",
    "九号厅",
    twice,
    "hall_unknown",
    "二号厅、职工剧场、惠工影院一号厅、工人俱乐部一号厅",
  ],
])("a hall %s is refused with those that there are", (_, written, halls, refused, names) =>
  expect(hallMeant(written, halls, "none")).toEqual({ refused, params: { halls: names } }),
);

test("with many halls some are named, without any it is said", () => {
  const many = Array.from({ length: 20 }, (_, at) => hall(String(at), "城", `${at + 10}厅`));
  const found = hallMeant("99厅", many, "none");
  expect("params" in found && found.params?.halls.split("、")).toHaveLength(9);
  expect(hallMeant("一号厅", [], "none")).toEqual({ refused: "no_halls" });
});
