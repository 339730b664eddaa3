import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { decodeBase45 } from "./base45.ts";
import { concat, toHex } from "./bytes.ts";
import { aKey, aPhone, aServerKey, aServerMadeCode, aStatement, noon, type Server } from "./code.builders.ts";
import {
  codePrefix,
  deviceAlgorithms,
  type Expectation,
  looksLikeCode,
  makeDeviceCode,
  offlineMark,
  type Trust,
  verifyCode,
  verifyEd25519InScript,
  verifyEd25519Native,
} from "./index.ts";
import { certificateMessage, codeMessage, statementBody } from "./layout.ts";

const claim = "019ab000-0000-7000-8000-000000000001";
const other = "019ab000-0000-7000-8000-000000000002";
const signers = [...deviceAlgorithms, "server"] as const;
const redeem = { purpose: "redeem", subject: claim } as const;

let server: Server;
const phones = new Map<string, Awaited<ReturnType<typeof aPhone>>>();

beforeAll(async () => {
  server = await aServerKey();
  for (const algorithm of deviceAlgorithms) phones.set(algorithm, await aPhone(server, algorithm));
});

function codeOf(signer: (typeof signers)[number], statement: Parameters<typeof aServerMadeCode>[1]) {
  return phones.get(signer)?.code(statement) ?? aServerMadeCode(server, statement);
}

const judge = (scanned: string | Uint8Array, expected: Partial<Expectation & Trust> = {}) =>
  verifyCode(scanned, { keys: [server.published], now: noon, purposes: ["redeem"], ...expected });

const reasonOf = async (scanned: string | Uint8Array, expected: Partial<Expectation & Trust> = {}) => {
  const verdict = await judge(scanned, expected);
  return verdict.ok ? "accepted" : verdict.reason;
};

const bytesOf = (code: string) => decodeBase45(code.slice(codePrefix.length)) ?? new Uint8Array(0);

describe.each(signers)("a code signed by %s", (signer) => {
  test("is accepted for its purpose and subject, and says who, what and when", async () => {
    const verdict = await judge(await codeOf(signer, redeem), { subject: claim });
    expect(verdict).toMatchObject({ ok: true, code: { purpose: "redeem", subject: claim, madeAt: noon } });
    expect(verdict.code?.device).toEqual(
      signer === "server" ? null : toHex(phones.get(signer)?.fields.device ?? new Uint8Array(0)),
    );
  });

  test("is refused with any single bit flipped", async () => {
    const bytes = bytesOf(await codeOf(signer, redeem));
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(["forged", "malformed"], `bit ${bit}`).toContain(await reasonOf(flipped));
    }
    expect(await reasonOf(bytes)).toBe("accepted");
  });

  test("is refused when cut short, lengthened, or with bytes replaced", async () => {
    const bytes = bytesOf(await codeOf(signer, redeem));
    const changes = fc.record({
      at: fc.nat(bytes.length - 1),
      put: fc.uint8Array({ maxLength: 20 }),
      drop: fc.nat(20),
    });
    await fc.assert(
      fc.asyncProperty(changes, async ({ at, put, drop }) => {
        const changed = concat(bytes.slice(0, at), put, bytes.slice(at + drop));
        fc.pre(toHex(changed) !== toHex(bytes));
        expect(["forged", "malformed"]).toContain(await reasonOf(changed));
      }),
      { numRuns: 300 },
    );
  });

  test("is refused for any other purpose or subject", async () => {
    const code = await codeOf(signer, redeem);
    expect(await reasonOf(code, { purposes: ["identify", "enter"] })).toBe("wrong_purpose");
    expect(await reasonOf(code, { purposes: [] })).toBe("wrong_purpose");
    await fc.assert(
      fc.asyncProperty(fc.uuid(), async (subject) => {
        expect(await reasonOf(code, { subject })).toBe("wrong_purpose");
      }),
    );
    expect(await reasonOf(code, { subject: claim.toUpperCase() })).toBe("accepted");
  });

  test.each([
    [-3_001, "clock_wrong"],
    [-3_000, "accepted"],
    [0, "accepted"],
    [15_000, "accepted"],
    [30_000, "accepted"],
    [30_001, "expired"],
    [86_400_000, "expired"],
  ])("%i ms after it was made is %s", async (age, reason) => {
    expect(await reasonOf(await codeOf(signer, redeem), { now: noon + age })).toBe(reason);
  });

  test("is refused without its server key", async () => {
    const stranger = await aServerKey();
    const code = await codeOf(signer, redeem);
    expect(await reasonOf(code, { keys: [] })).toBe("forged");
    expect(await reasonOf(code, { keys: [stranger.published] })).toBe("forged");
    const sameName = { ...stranger.published, id: server.published.id };
    expect(await reasonOf(code, { keys: [sameName] })).toBe("forged");
    expect(await reasonOf(code, { keys: [stranger.published, server.published] })).toBe("accepted");
  });

  test("is judged alike by WebCrypto and by the script for old browsers", async () => {
    const code = bytesOf(await codeOf(signer, redeem));
    for (const ed25519 of [verifyEd25519Native, verifyEd25519InScript]) {
      expect(await reasonOf(code, { ed25519 })).toBe("accepted");
      for (const at of [1, 5, 50, 70, 100, code.length - 1]) {
        const changed = code.map((byte, index) => (index === at ? byte ^ 1 : byte));
        expect(["forged", "malformed"]).toContain(await reasonOf(changed, { ed25519 }));
      }
    }
  });
});

test("every making of a code has another key of use, every reading the same", async () => {
  const phone = await aPhone(server, "P-256");
  const [one, two] = [await judge(await phone.code(redeem)), await judge(await phone.code(redeem))];
  expect(one.code?.useKey).not.toBe(two.code?.useKey);

  // A signature of P-256 can be rewritten without the key (s and n - s are both valid), and ECDSA signs one text in many
  // ways: the key of use must not depend on the signature.
  const statement = aStatement(redeem);
  const again = await Promise.all([1, 2].map(() => makeDeviceCode(phone.certificate, statement, phone.sign)));
  expect(again[0]).not.toBe(again[1]);
  const keys = await Promise.all(again.map(async (code) => (await judge(code)).code?.useKey));
  expect(keys[0]).toBe(keys[1]);
});

test("a certificate ends", async () => {
  const phone = await aPhone(server, "P-256", noon);
  expect(await reasonOf(await phone.code(redeem))).toBe("accepted");
  expect(await reasonOf(await phone.code(redeem), { now: noon + 1 })).toBe("certificate_expired");
});

test("a revoked device is refused, another one of the same person is not", async () => {
  const phone = phones.get("P-256");
  const revoked = new Set([toHex(phone?.fields.device ?? new Uint8Array(0))]);
  expect(await reasonOf((await phone?.code(redeem)) ?? "", { revoked })).toBe("revoked");
  expect(await reasonOf((await phones.get("Ed25519")?.code(redeem)) ?? "", { revoked })).toBe("accepted");
});

test("a statement cannot move to another certificate, nor a key certify itself", async () => {
  const [mine, yours, stranger] = [await aPhone(server, "P-256"), await aPhone(server, "P-256"), await aKey("Ed25519")];
  const body = statementBody(aStatement(redeem));
  const signature = await mine.sign(codeMessage(concat(mine.certificate, body)));
  expect(await reasonOf(concat(mine.certificate, body, signature))).toBe("accepted");
  expect(await reasonOf(concat(yours.certificate, body, signature))).toBe("forged");

  const unsigned = mine.certificate.slice(0, -64);
  const selfSigned = concat(unsigned, await stranger.sign(certificateMessage(unsigned)));
  expect(await reasonOf(concat(selfSigned, body, await mine.sign(codeMessage(concat(selfSigned, body)))))).toBe(
    "forged",
  );
});

test("a signature for one kind of document is worth nothing on another", async () => {
  const phone = await aPhone(server, "Ed25519");
  const body = statementBody(aStatement(redeem));
  const signed = concat(phone.certificate, body);
  expect(await reasonOf(concat(signed, await phone.sign(signed)))).toBe("forged");
  expect(await reasonOf(concat(signed, await phone.sign(certificateMessage(signed))))).toBe("forged");
});

test("anything that a camera may see is answered, never thrown", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((rest) => codePrefix + rest),
      ),
      async (seen) => {
        expect(["malformed", "forged"]).toContain(await reasonOf(seen));
      },
    ),
    { numRuns: 500 },
  );
  expect(await reasonOf(codePrefix + "0".repeat(100_000))).toBe("malformed");
  expect(looksLikeCode("https://example.org/GH1:")).toBe(false);
});

test("random bytes of the right shape are never accepted", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 224, maxLength: 225 }), async (noise) => {
      noise[0] = noise.length === 225 ? 0x12 : 0x11;
      noise[noise.length === 225 ? 130 : 129] = 2;
      noise.set(server.keyId, 1);
      expect(await reasonOf(noise)).toBe("forged");
    }),
  );
});

test("a scan gun may type in small or wide letters and add a line end", async () => {
  const code = await codeOf("P-256", redeem);
  const wide = code.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
  for (const typed of [code.toLowerCase(), ` ${code}\r\n`, wide]) expect(await reasonOf(typed)).toBe("accepted");
});

test("an offline mark ties one claim to one holder", async () => {
  const mark = await offlineMark(claim, "00".repeat(16));
  expect(mark).toMatch(/^[0-9a-f]{16}$/);
  expect(await offlineMark(claim.toUpperCase(), "00".repeat(16))).toBe(mark);
  expect(await offlineMark(other, "00".repeat(16))).not.toBe(mark);
  expect(await offlineMark(claim, `${"00".repeat(15)}01`)).not.toBe(mark);
});
