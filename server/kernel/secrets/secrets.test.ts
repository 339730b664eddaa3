import { sign, verify } from "node:crypto";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Decrypter, Encrypter } from "age-encryption";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { StartupError } from "../startup-error.ts";
import { loadSecrets, open, seal, temporarySecrets } from "./secrets.ts";

let around: string;
let file: string;
let dataDir: string;

beforeEach(() => {
  around = mkdtempSync(join(tmpdir(), "gonghui-test-"));
  file = join(around, "elsewhere/secrets.json");
  dataDir = join(around, "data");
  mkdirSync(dataDir);
});

afterEach(() => rmSync(around, { recursive: true, force: true }));

const load = (options = {}) => loadSecrets({ file, createIfMissing: true, dataDir, requireOutside: false, ...options });

async function refusal(options = {}): Promise<string> {
  const error = await load(options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StartupError);
  const { message } = error as StartupError;
  expect(message).not.toContain("\n");
  return message;
}

describe("the secrets file", () => {
  test("is made once, for its owner alone, and read again the next time", async () => {
    const first = await load();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(around, "elsewhere"))).toEqual(["secrets.json"]);
    const second = await load({ createIfMissing: false, requireOutside: true });
    expect(open(second, "t.c.1", seal(first, "t.c.1", "kept"))).toBe("kept");
    expect(second.auditSigning.keyId).toBe(first.auditSigning.keyId);
  });

  test("is the same for servers that start at once", async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => load()));
    expect(new Set(all.map(({ database }) => database.owner)).size).toBe(1);
  });

  test("is missing", async () => {
    expect(await refusal({ createIfMissing: false })).toMatch(
      /^The secrets file .* is missing: put it back, or set SECRETS_FILE/,
    );
  });

  test("is open to others", async () => {
    await load();
    for (const mode of [0o644, 0o640, 0o604, 0o620]) {
      chmodSync(file, mode);
      expect(await refusal()).toMatch(/can be read by others: run "chmod 600 /);
    }
  });

  test("is malformed, and no value of it is shown", async () => {
    await load();
    const whole = readFileSync(file, "utf8");
    const key: string = JSON.parse(whole).lottery;
    const damages: [string, RegExp][] = [
      [whole.slice(0, -20), /not JSON/],
      [whole.replace(key, key.slice(4)), /malformed at lottery: must be 32 bytes/],
      [whole.replace('"lottery"', '"lotery"'), /malformed at lottery/],
      [whole.replace('"current": 1', '"current": 2'), /malformed at fieldEncryption: current must be the id/],
      [
        whole.replace(/("auditSigning": {\s*"privateKey": ")..../, "$1AAAA"),
        /malformed at auditSigning: must be an Ed25519/,
      ],
    ];
    for (const [text, expected] of damages) {
      writeFileSync(file, text);
      const message = await refusal();
      expect(message).toMatch(expected);
      expect(message).not.toContain(key.slice(4, 20));
    }
  });

  test("inside the data folder is refused where it must lie outside, also behind a link", async () => {
    const inside = join(dataDir, "secrets.json");
    await load({ file: inside });
    expect(await refusal({ file: inside, requireOutside: true })).toMatch(/lies inside the data folder/);
    const link = join(around, "link.json");
    symlinkSync(inside, link);
    expect(await refusal({ file: link, requireOutside: true })).toMatch(/lies inside the data folder/);
    await load({ file: inside, requireOutside: false });
  });

  test("is not made where it must not lie", async () => {
    const inside = join(dataDir, "..secrets.json");
    expect(await refusal({ file: inside, requireOutside: true })).toMatch(/lies inside the data folder/);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  test("outside the data folder in a neighbour of a similar name is accepted", async () => {
    await load({ file: join(`${dataDir}-secrets`, "..secrets.json"), requireOutside: true });
  });
});

test("secrets are different every time, and their keys fit together", async () => {
  const [one, other] = await Promise.all([temporarySecrets(), temporarySecrets()]);
  const values = ({ blindIndex, sessionPepper, passwordPepper, oneTimePassword, lottery, database }: typeof one) => [
    ...[blindIndex, sessionPepper, passwordPepper, oneTimePassword, lottery].map((key) => key.toString("hex")),
    ...Object.values(database),
  ];
  expect(new Set([...values(one), ...values(other)]).size).toBe(16);

  for (const { privateKey, publicKey } of [one.auditSigning, one.codesSigning]) {
    const signature = sign(null, Buffer.from("text"), privateKey);
    expect(verify(null, Buffer.from("text"), publicKey, signature)).toBe(true);
    expect(verify(null, Buffer.from("Text"), publicKey, signature)).toBe(false);
  }
  expect(one.auditSigning.keyId).not.toBe(one.codesSigning.keyId);

  const encrypter = new Encrypter();
  encrypter.addRecipient(one.backup.recipient);
  const decrypter = new Decrypter();
  decrypter.addIdentity(one.backup.identity ?? "");
  expect(await decrypter.decrypt(await encrypter.encrypt("backup"), "text")).toBe("backup");
});
