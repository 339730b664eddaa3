import { generateKeyPairSync, randomBytes } from "node:crypto";
import { generateX25519Identity, identityToRecipient } from "age-encryption";

/** Gives the content of a new secrets file; every value is random. */
export async function generateSecrets(): Promise<object> {
  const identity = await generateX25519Identity();
  return {
    version: 1,
    fieldEncryption: { current: 1, keys: [{ id: 1, key: randomKey() }] },
    blindIndex: randomKey(),
    sessionPepper: randomKey(),
    passwordPepper: randomKey(),
    oneTimePassword: randomKey(),
    lottery: randomKey(),
    auditSigning: randomSigningKey(),
    codesSigning: randomSigningKey(),
    database: { superuser: randomPassword(), owner: randomPassword(), app: randomPassword() },
    backup: { recipient: await identityToRecipient(identity), identity },
  };
}

function randomKey(): string {
  return randomBytes(32).toString("base64");
}

function randomPassword(): string {
  return randomBytes(24).toString("base64url");
}

function randomSigningKey(): { privateKey: string } {
  const { privateKey } = generateKeyPairSync("ed25519");
  return { privateKey: privateKey.export({ format: "der", type: "pkcs8" }).toString("base64") };
}
