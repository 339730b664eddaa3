import { expect, test } from "vitest";
import type { Holder } from "../../shared/door.types.ts";
import { foundHolders } from "./found-holders.ts";

const aHolder = (seat: string | null, name: string, number = "12345678"): Holder => ({
  ...{ claimId: `${seat}${name}`, seat, name, number, claimMark: "", personMark: "", entered: null },
});
const holders = [
  aHolder("10排2座", "李*"),
  aHolder("2排10座", "张*三"),
  aHolder("2排9座", "张*四"),
  aHolder(null, "王*", "00000042"),
];

test("seats stand in the order of their figures", () => {
  expect(foundHolders(holders, "排").map((one) => one.seat)).toEqual(["2排9座", "2排10座", "10排2座"]);
});

test("a name, a seat or a ticket's number is found, also with blanks and wide figures", () => {
  expect(foundHolders(holders, " 张 ")).toHaveLength(2);
  expect(foundHolders(holders, "10排2").map((one) => one.name)).toEqual(["李*"]);
  expect(foundHolders(holders, "0000 0042").map((one) => one.name)).toEqual(["王*"]);
  expect(foundHolders(holders, "赵")).toEqual([]);
});
