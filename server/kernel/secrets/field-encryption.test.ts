import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blindIndex, type FieldKeys, open, type SealAlgorithm, SealBroken, seal } from "./field-encryption.ts";

const key = () => randomBytes(32);
const fieldKeys = key();
const secretsBy = (algorithm?: SealAlgorithm) => ({
  fieldEncryption: { current: 1, algorithm, keys: new Map([[1, fieldKeys]]) } satisfies FieldKeys["fieldEncryption"],
  blindIndex: fieldKeys,
});
const place = "membership.person.phone.0198c0de";
const text = fc.string({ unit: "binary", maxLength: 200 });

describe.each<[SealAlgorithm | undefined, number]>([
  [undefined, 32],
  ["aes-256-gcm", 32],
  ["sm4-ctr-hmac-sm3", 52],
])("a field sealed by %s", (algorithm, overhead) => {
  const secrets = secretsBy(algorithm);

  test("opens to what was sealed, and never looks the same twice", () => {
    fc.assert(
      fc.property(text, (plaintext) => {
        const sealed = seal(secrets, place, plaintext);
        expect(open(secrets, place, sealed)).toBe(plaintext);
        expect(seal(secrets, place, plaintext).equals(sealed)).toBe(false);
        expect(sealed.length).toBe(Buffer.byteLength(plaintext) + overhead);
      }),
    );
  });

  test("does not open when any bit of any byte is changed, or an end is cut off", () => {
    fc.assert(
      fc.property(text, fc.nat(7), (plaintext, bit) => {
        const sealed = seal(secrets, place, plaintext);
        for (let at = 0; at < sealed.length; at++) {
          const altered = Buffer.from(sealed);
          altered.writeUInt8(sealed.readUInt8(at) ^ (1 << bit), at);
          expect(() => open(secrets, place, altered)).toThrow(SealBroken);
        }
        expect(() => open(secrets, place, sealed.subarray(0, -1))).toThrow(SealBroken);
        expect(() => open(secrets, place, sealed.subarray(1))).toThrow(SealBroken);
      }),
      { numRuns: 30 },
    );
  });

  test("does not open in another table, column or row", () => {
    const part = fc.stringMatching(/^[a-z0-9_-]{1,12}$/);
    fc.assert(
      fc.property(fc.array(part, { minLength: 3, maxLength: 4 }), fc.nat(3), part, (parts, at, other) => {
        const index = at % parts.length;
        fc.pre(parts[index] !== other);
        const sealed = seal(secrets, parts.join("."), "13800138000");
        expect(() => open(secrets, parts.with(index, other).join("."), sealed)).toThrow(SealBroken);
      }),
    );
  });

  test("opens after a rotation while the old key is kept, and only then", () => {
    const sealed = seal(secrets, place, "before");
    const rotated = {
      fieldEncryption: { current: 300, keys: new Map([...secrets.fieldEncryption.keys, [300, key()]]) },
    };
    expect(open(rotated, place, sealed)).toBe("before");
    const later = seal(rotated, place, "after");
    expect(open(rotated, place, later)).toBe("after");
    expect(() => open(secrets, place, later)).toThrow("unknown key");
    const stranger = { fieldEncryption: { current: 1, keys: new Map([[1, key()]]) } };
    expect(() => open(stranger, place, sealed)).toThrow(SealBroken);
  });

  test("is refused for a place that is not table.column.rowId", () => {
    for (const wrong of ["", "phone", "person.phone", ".phone.1"]) {
      expect(() => seal(secrets, wrong, "x")).toThrow(TypeError);
    }
  });
});

test("what one algorithm has sealed opens while the other seals, and never passes for it", () => {
  const [aes, sm] = [secretsBy("aes-256-gcm"), secretsBy("sm4-ctr-hmac-sm3")];
  for (const [one, other] of [
    [aes, sm],
    [sm, aes],
  ] as const) {
    const sealed = seal(one, place, "before");
    expect(open(other, place, sealed)).toBe("before");
    const disguised = Buffer.from(sealed);
    disguised.writeUInt8(sealed[1] === 1 ? 2 : 1, 1);
    expect(() => open(other, place, disguised)).toThrow(SealBroken);
  }
});

describe("a blind index", () => {
  const secrets = secretsBy();

  test("is equal exactly for equal values of one column under one key", () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        fc.pre(one !== other && one.toWellFormed() === one && other.toWellFormed() === other);
        const index = blindIndex(secrets, "person.phone", one);
        expect(index).toHaveLength(16);
        expect(blindIndex(secrets, "person.phone", one).equals(index)).toBe(true);
        expect(blindIndex(secrets, "person.phone", other).equals(index)).toBe(false);
        expect(blindIndex(secrets, "person.id_number", one).equals(index)).toBe(false);
        expect(blindIndex({ blindIndex: key() }, "person.phone", one).equals(index)).toBe(false);
      }),
    );
  });
});
