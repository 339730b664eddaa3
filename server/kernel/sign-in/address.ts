import { isIPv6 } from "node:net";
import { blindIndex } from "../secrets/field-encryption.ts";
import type { Secrets } from "../secrets/secrets.ts";

/** A network address as a keyed hash. Of IPv6 only the first 64 bits count: one household or phone has all the rest. */
export function addressIndexOf(secrets: Pick<Secrets, "blindIndex">, address: string): Buffer {
  return blindIndex(secrets, "network.address", networkOf(address));
}

/** The part of an address that stands for one subscriber. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = plain.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? [] : new Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  const groups = [...left, ...zeros, ...right].slice(0, 4);
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":");
}
