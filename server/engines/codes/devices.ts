import type { Ctx, Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import {
  type Bytes,
  type DeviceAlgorithm,
  fromBase64url,
  idLengths,
  makeCertificate,
  possessionMessage,
  publicKeyLength,
  toBase64url,
  toHex,
  verifyByAlgorithm,
} from "#wire/member-code/index";
import { deviceRevoked, keyMalformed, keyUnproven, tooManyTries } from "./codes.errors.ts";
import type { CodeKeys } from "./codes.keys.ts";
import { certificateLife, devicesPerPerson, newDevicesPerDay } from "./codes.rules.ts";
import {
  countNewDevices,
  databaseNow,
  devicesBeyond,
  insertRevocation,
  lockHolder,
  revokedDevices,
  saveDevice,
} from "./codes.store.ts";
import { ownTransaction } from "./own-transaction.ts";

/** A phone's key as it registers: the compressed public key and the proof that the phone holds it, in base64url. */
export interface DeviceRegistration {
  personId: string;
  algorithm: DeviceAlgorithm;
  publicKey: string;
  proof: string;
}

/**
 * Certifies the phone's key for 30 days, or renews its certificate. A sixth phone ends the trust in the oldest.
 * Throws codes.key_malformed, codes.key_unproven, codes.revoked for a key that was revoked (the phone makes a new one), and
 * codes.too_many_tries for more new phones in a day than anybody has.
 */
export async function registerDevice(
  tx: Tx,
  keys: CodeKeys,
  { personId, algorithm, ...texts }: DeviceRegistration,
): Promise<{ certificate: string; notAfter: Date }> {
  const publicKey = await provenKey(algorithm, texts);

  const handle = new Uint8Array(await lockHolder(tx.db, personId, random(idLengths.handle)));
  const now = await databaseNow(tx.db);
  const notAfter = Math.floor((now.getTime() + certificateLife) / 1000) * 1000;

  const fresh = { id: random(idLengths.device), personId, algorithm, publicKey, notAfter: new Date(notAfter) };
  const { id, revoked } = await saveDevice(tx.db, fresh);
  if (revoked) throw deviceRevoked();
  if ((await countNewDevices(tx.db, personId)) > newDevicesPerDay) throw tooManyTries(86_400);
  await retireOldest(tx, personId);

  const fields = { keyId: keys.keyId, algorithm, device: new Uint8Array(id), handle, notAfter, publicKey };
  return { certificate: toBase64url(await makeCertificate(fields, keys.sign)), notAfter: new Date(notAfter) };
}

/** Ends the trust in every phone that the person has now; part of the caller's transaction, whoever the actor is. */
export async function revokeDevices(tx: Tx, personId: string): Promise<void> {
  await insertRevocation(tx.db, uuidv7(), personId, null);
}

/** Ids of the phones that a till must refuse without network; those with ended certificates are left out. */
export async function listRevoked(ctx: Ctx): Promise<string[]> {
  return ownTransaction(ctx, async (tx) => (await revokedDevices(tx.db)).map(toHex));
}

async function provenKey(algorithm: DeviceAlgorithm, texts: { publicKey: string; proof: string }): Promise<Bytes> {
  const publicKey = fromBase64url(texts.publicKey);
  const proof = fromBase64url(texts.proof);
  if (publicKey?.length !== publicKeyLength[algorithm] || proof?.length !== 64) throw keyMalformed();
  if (!(await verifyByAlgorithm(algorithm)(publicKey, possessionMessage(publicKey), proof))) throw keyUnproven();
  return publicKey;
}

async function retireOldest(tx: Tx, personId: string): Promise<void> {
  for (const device of await devicesBeyond(tx.db, personId, devicesPerPerson)) {
    await insertRevocation(tx.db, uuidv7(), personId, device);
  }
}

const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
