import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import QRCode from "qrcode";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aPhone, aServerKey, aServerMadeCode, noon } from "./code.builders.ts";
import { verifyCode } from "./index.ts";

const run = promisify(execFile);
const statements = [
  { purpose: "identify", subject: null },
  { purpose: "redeem", subject: "019ab000-0000-7000-8000-000000000001" },
  { purpose: "enter", subject: "ffffffff-ffff-ffff-ffff-ffffffffffff" },
] as const;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "member-code-qr-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** What zbar reads on a drawing of the text, asked for QR codes alone: in its noise it may take a row for a bar code; `scale` is the pixels of one module. */
async function scan(text: string, scale: number): Promise<string> {
  const file = join(folder, `${crypto.randomUUID()}.png`);
  await writeFile(file, await QRCode.toBuffer(text, { errorCorrectionLevel: "L", scale }));
  return (await run("zbarimg", ["-q", "--raw", "-Sdisable", "-Sqrcode.enable", file])).stdout.replace(/\n$/, "");
}

describe.each(["Ed25519", "P-256", "server"] as const)("a code signed by %s", (signer) => {
  test.each(statements)("to $purpose fits a QR of version 10, and zbar reads it", async (statement) => {
    const server = await aServerKey();
    for (let round = 0; round < 8; round++) {
      const code =
        signer === "server"
          ? await aServerMadeCode(server, statement)
          : await (await aPhone(server, signer)).code(statement);
      const qr = QRCode.create(code, { errorCorrectionLevel: "L" });
      expect(qr.version).toBeLessThanOrEqual(statement.subject === null ? 9 : 10);

      const read = await scan(code, round % 2 ? 4 : 2);
      expect(read).toBe(code);
      const expected = { keys: [server.published], now: noon, purposes: [statement.purpose] };
      expect(await verifyCode(read, expected)).toMatchObject({ ok: true });
    }
  });
});

test("the same bytes in base64url would not fit: the alphabet of QR is what makes the room", async () => {
  const code = await (await aPhone(await aServerKey(), "P-256")).code(statements[1]);
  expect(QRCode.create(code.toLowerCase(), { errorCorrectionLevel: "L" }).version).toBeGreaterThan(10);
});
