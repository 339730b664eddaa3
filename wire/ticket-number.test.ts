import { expect, test } from "vitest";
import { readTicketNumber, ticketNumber } from "./ticket-number.ts";

test("a ticket's number is eight digits and always the same", () => {
  const claim = "0199aabb-ccdd-7eee-8fff-000000000001";
  expect(ticketNumber(claim)).toBe("00000001");
  expect(ticketNumber("0199aabb-ccdd-7eee-8fff-ffffffffffff")).toBe(String(2 ** 48 - 1).slice(-8));
  expect(ticketNumber(claim)).toBe(ticketNumber(claim.toUpperCase()));
});

test.each([
  ["1234 5678", "12345678"],
  ["１２３４５６７８", "12345678"],
  ["1234-5678", "12345678"],
  ["1234567", undefined],
  ["1234567a", undefined],
])("typed %s is read as %s", (typed, read) => {
  expect(readTicketNumber(typed)).toBe(read);
});
