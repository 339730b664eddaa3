import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { errorCode } from "../postgres/data-folder.ts";
import { StartupError } from "../startup-error.ts";
import { sealAlgorithms } from "./field-encryption.ts";
import { generateSecrets } from "./generate-secrets.ts";

export { blindIndex, open, seal } from "./field-encryption.ts";

const Key = z
  .base64()
  .transform((text) => Buffer.from(text, "base64"))
  .refine((key) => key.length === 32, "must be 32 bytes in base64");

const Password = z.string().min(16);

const SigningKey = z.strictObject({ privateKey: z.base64() }).transform(({ privateKey }, context) => {
  try {
    return signingKey(createPrivateKey({ key: Buffer.from(privateKey, "base64"), format: "der", type: "pkcs8" }));
  } catch {
    context.addIssue({ code: "custom", message: "must be an Ed25519 private key (PKCS #8, DER, in base64)" });
    return z.NEVER;
  }
});

const FieldEncryption = z
  .strictObject({
    current: z.number().int(),
    /** How new values are sealed; all others still open. */
    algorithm: z.enum(sealAlgorithms).optional(),
    /** `since`: when the key began to seal. */
    keys: z
      .array(z.strictObject({ id: z.number().int().min(1).max(65_535), key: Key, since: z.iso.datetime().optional() }))
      .min(1),
  })
  .transform(({ current, algorithm, keys }) => ({
    ...{ current, algorithm, keys: new Map(keys.map(({ id, key }) => [id, key])) },
    since: keys.find(({ id }) => id === current)?.since,
  }))
  .refine(({ current, keys }) => keys.has(current), "current must be the id of one of the keys");

const SecretsFile = z.strictObject({
  version: z.literal(1),
  /** Keys of field encryption; old ones stay for reading, `current` seals. */
  fieldEncryption: FieldEncryption,
  blindIndex: Key,
  sessionPepper: Key,
  passwordPepper: Key,
  oneTimePassword: Key,
  lottery: Key,
  auditSigning: SigningKey,
  codesSigning: SigningKey,
  database: z.strictObject({ superuser: Password, owner: Password, app: Password }),
  /** age keys; the identity may be kept elsewhere, since only a restore needs it. */
  backup: z.strictObject({
    recipient: z.string().startsWith("age1"),
    identity: z.string().startsWith("AGE-SECRET-KEY-1").optional(),
  }),
});

export type Secrets = z.output<typeof SecretsFile>;

export interface SigningKey {
  /** Names the key in what it signed: the first 8 bytes of the SHA-256 of the public key, in hex. */
  keyId: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

export interface LoadSecrets {
  file: string;
  /** Make the file when there is none: only for demo and embedded use. */
  createIfMissing: boolean;
  dataDir: string;
  /** Outside demo mode, whoever copies the data folder must not get the keys with it. */
  requireOutside: boolean;
}

/**
 * Reads the secrets file, or makes it with fresh random secrets.
 * Throws StartupError when it is missing, malformed, readable by others, or where it must not be.
 */
export async function loadSecrets(options: LoadSecrets): Promise<Secrets> {
  const file = resolve(options.file);
  if (options.requireOutside) assertOutside(file, resolve(options.dataDir));
  if (!existsSync(file)) {
    if (!options.createIfMissing) {
      throw new StartupError(`The secrets file ${file} is missing: put it back, or set SECRETS_FILE to where it is.`);
    }
    await createSecretsFile(file);
  }
  assertPrivate(file);
  return parseSecrets(readSecretsFile(file), file);
}

/** Gives secrets that exist in memory only, for tests and for throw-away servers. */
export async function temporarySecrets(): Promise<Secrets> {
  return parseSecrets(JSON.stringify(await generateSecrets()), "in memory");
}

/** Reads the keys of field encryption anew, as they are in the file now. */
export function readFieldKeys(file: string): Secrets["fieldEncryption"] {
  return parseSecrets(readSecretsFile(file), file).fieldEncryption;
}

function parseSecrets(text: string, file: string): Secrets {
  const parsed = SecretsFile.safeParse(parseJson(text, file));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.join(".") || "its top level";
  throw new StartupError(
    `The secrets file ${file} is malformed at ${where}: ${issue?.message}. Restore it from its copy.`,
  );
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message would quote the file.
    throw new StartupError(`The secrets file ${file} is malformed: it is not JSON. Restore it from its copy.`);
  }
}

function readSecretsFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new StartupError(`The secrets file ${file} cannot be read (${errorCode(error)}): check its owner.`);
  }
}

/** Ours and closed to all others, or root's and open to our group at most, as container platforms mount secrets. */
function assertPrivate(file: string): void {
  const { mode, uid } = statSync(file);
  const forbidden = uid === 0 && process.getuid?.() !== 0 ? 0o027 : 0o077;
  if (mode & forbidden)
    throw new StartupError(`The secrets file ${file} can be read by others: run "chmod 600 ${file}".`);
}

function assertOutside(file: string, dataDir: string): void {
  const [folder, secrets] = [dataDir, file].map((path) => (existsSync(path) ? realpathSync(path) : path));
  if (!`${secrets}`.startsWith(`${folder}/`)) return;
  throw new StartupError(
    `The secrets file ${file} lies inside the data folder ${dataDir}: move it elsewhere and set SECRETS_FILE to its place.`,
  );
}

/** Durable before it is used, since data sealed with lost keys is lost; of two starters at once, the first one's stays. */
async function createSecretsFile(file: string): Promise<void> {
  const text = `${JSON.stringify(await generateSecrets(), null, 2)}\n`;
  const draft = join(dirname(file), `.secrets.${process.pid}.tmp`);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(draft, text, { mode: 0o600, flush: true });
    linkSync(draft, file);
    syncFolder(dirname(file));
  } catch (error) {
    if (errorCode(error) === "EEXIST") return;
    throw new StartupError(`The secrets file ${file} cannot be made (${errorCode(error)}): check the folder's owner.`);
  } finally {
    rmSync(draft, { force: true });
  }
}

function syncFolder(dir: string): void {
  const folder = openSync(dir, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function signingKey(privateKey: KeyObject): SigningKey {
  if (privateKey.asymmetricKeyType !== "ed25519") throw new TypeError("not an Ed25519 key");
  const publicKey = createPublicKey(privateKey);
  const digest = createHash("sha256").update(publicKey.export({ format: "der", type: "spki" }));
  return { keyId: digest.digest("hex").slice(0, 16), privateKey, publicKey };
}
