import { createECDH } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBase64url, fromHex, toBase64url, toHex, uuidFromBytes, uuidToBytes } from "./bytes.ts";
import { aPhone, aServerKey, aStatement } from "./code.builders.ts";
import { compressPoint, decodeBase45, encodeBase45, expandPoint, parseCertificate } from "./index.ts";
import { certificateBody, statementBody } from "./layout.ts";

const text = (value: string) => Uint8Array.from(value, (character) => character.charCodeAt(0));
const someBytes = fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array(bytes));

describe("Base45", () => {
  // The examples of RFC 9285, sections 4.3 and 4.4.
  test.each([
    ["AB", "BB8"],
    ["Hello!!", "%69 VD92EX0"],
    ["base-45", "UJCLQE7W581"],
    ["ietf!", "QED8WEX0"],
  ])("writes %s as the RFC does", (plain, encoded) => {
    expect(encodeBase45(text(plain))).toBe(encoded);
    expect(decodeBase45(encoded)).toEqual(text(plain));
  });

  test.each(["GGW", "A", "ABCD", "ab8", "::", ":::", "BB!"])("%s is not Base45", (wrong) => {
    expect(decodeBase45(wrong)).toBeUndefined();
  });

  test("what is written is read again, in the alphabet of QR, never ending in a space", () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        const encoded = encodeBase45(bytes);
        expect(decodeBase45(encoded)).toEqual(bytes);
        expect(encoded).toMatch(/^[0-9A-Z $%*+\-./:]*$/);
        expect(encoded.endsWith(" ")).toBe(false);
      }),
    );
  });

  test("no two texts are read as the same bytes", () => {
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789ABCXYZ $%*+-./:"), maxLength: 12 });
    fc.assert(
      fc.property(digits, (encoded) => {
        const bytes = decodeBase45(encoded);
        if (bytes) expect(encodeBase45(bytes)).toBe(encoded);
      }),
    );
  });
});

test("hexadecimal, base64url and UUID texts are read as they were written, and other texts are refused", () => {
  fc.assert(
    fc.property(someBytes, fc.uuid(), (bytes, uuid) => {
      expect(fromHex(toHex(bytes))).toEqual(bytes);
      expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
      expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString("base64url"));
      expect(uuidFromBytes(uuidToBytes(uuid) ?? new Uint8Array(0))).toBe(uuid);
    }),
  );
  expect([fromHex("abc"), fromHex("zz"), fromBase64url("a+b"), fromBase64url("abcde"), uuidToBytes("1-2")]).toEqual(
    Array(5).fill(undefined),
  );
});

describe("P-256 points", () => {
  test("a compressed key expands to the point that OpenSSL made", () => {
    for (let round = 0; round < 50; round++) {
      const ecdh = createECDH("prime256v1");
      const long = new Uint8Array(ecdh.generateKeys());
      const short = compressPoint(long);
      expect(toHex(short)).toBe(ecdh.getPublicKey("hex", "compressed"));
      expect(expandPoint(short)).toEqual(long);
    }
  });

  test("an x without a point, an x beyond the field and a wrong form are refused", () => {
    const candidates = Array.from({ length: 64 }, (_, x) => Uint8Array.of(2, ...new Uint8Array(31), x));
    const onCurve = candidates.filter((candidate) => expandPoint(candidate));
    expect(onCurve.length).toBeGreaterThan(10);
    expect(onCurve.length).toBeLessThan(54);
    expect(expandPoint(Uint8Array.of(2, ...new Uint8Array(32).fill(255)))).toBeUndefined();
    expect(expandPoint(Uint8Array.of(4, ...new Uint8Array(32)))).toBeUndefined();
    expect(expandPoint(new Uint8Array(65))).toBeUndefined();
    expect(() => compressPoint(new Uint8Array(65))).toThrow(RangeError);
  });
});

test("a certificate says what it was made of", async () => {
  const phone = await aPhone(await aServerKey(), "P-256");
  expect(parseCertificate(phone.certificate)).toEqual(phone.fields);
  expect(parseCertificate(phone.certificate.slice(1))).toBeUndefined();
  expect(parseCertificate(Uint8Array.of(...phone.certificate, 0))).toBeUndefined();
  expect(() => certificateBody({ ...phone.fields, notAfter: 1500 })).toThrow(RangeError);
});

test("a statement to identify has no subject, every other one has", () => {
  expect(() => statementBody(aStatement({ purpose: "redeem" }))).toThrow(RangeError);
  expect(() => statementBody(aStatement({ purpose: "enter", subject: "tonight" }))).toThrow(RangeError);
  expect(() => statementBody(aStatement({ subject: "019ab000-0000-7000-8000-000000000001" }))).toThrow(RangeError);
});
