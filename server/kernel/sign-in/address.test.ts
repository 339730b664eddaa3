import { expect, test } from "vitest";
import { temporarySecrets } from "../secrets/secrets.ts";
import { addressIndexOf, networkOf } from "./address.ts";

test("an address is one subscriber: IPv4 as it is, IPv6 by its first 64 bits", async () => {
  expect(networkOf("203.0.113.7")).toBe("203.0.113.7");
  expect(networkOf("::ffff:203.0.113.7")).toBe("203.0.113.7");
  expect(networkOf("2001:db8:1:2:aaaa::1")).toBe(networkOf("2001:0db8:0001:0002:bbbb:1:2:3"));
  expect(networkOf("2001:db8:1:3::1")).not.toBe(networkOf("2001:db8:1:2::1"));
  expect(networkOf("fe80::1%eth0")).toBe("fe80:0:0:0");
  expect(networkOf("::1")).toBe("0:0:0:0");
});

test("an address is stored only as a keyed hash", async () => {
  const [ours, theirs] = [await temporarySecrets(), await temporarySecrets()];
  expect(addressIndexOf(ours, "203.0.113.7")).toHaveLength(16);
  expect(addressIndexOf(ours, "203.0.113.7")).not.toEqual(addressIndexOf(theirs, "203.0.113.7"));
});
