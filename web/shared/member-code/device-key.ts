import type { Bytes } from "../../../wire/member-code/bytes.ts";
import { type DeviceAlgorithm, possessionMessage } from "../../../wire/member-code/layout.ts";
import type { Sign } from "../../../wire/member-code/make.ts";
import { compressPoint } from "../../../wire/member-code/p256-point.ts";

/** This phone's own key. The private half cannot leave the browser, not even by script. */
export interface DeviceKey {
  algorithm: DeviceAlgorithm;
  /** Compressed, as certificates carry it. */
  publicKey: Bytes;
  privateKey: CryptoKey;
}

type Algorithm = { name: string; namedCurve?: string; hash?: string };

const algorithms: Record<DeviceAlgorithm, Algorithm> = {
  Ed25519: { name: "Ed25519" },
  "P-256": { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" },
};

/** Makes a key with the best algorithm that this browser has; undefined where there is none (or no HTTPS). */
export async function createDeviceKey(): Promise<DeviceKey | undefined> {
  // Outside a secure context browsers take crypto.subtle away, whatever the types say.
  if (globalThis.crypto?.subtle === undefined) return undefined;
  return (await tryToCreate("Ed25519")) ?? (await tryToCreate("P-256"));
}

async function tryToCreate(algorithm: DeviceAlgorithm): Promise<DeviceKey | undefined> {
  try {
    const pair = await crypto.subtle.generateKey(algorithms[algorithm], false, ["sign", "verify"]);
    if (!("privateKey" in pair)) return undefined;
    const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    const publicKey = algorithm === "P-256" ? compressPoint(raw) : raw;
    const key = { algorithm, publicKey, privateKey: pair.privateKey };
    // Some browsers name an algorithm before they can sign with it.
    await signWith(key)(publicKey);
    return key;
  } catch {
    return undefined; // The browser lacks this algorithm: the next one is tried.
  }
}

/** Signing with this key: 64 bytes in both algorithms. */
export const signWith =
  (key: DeviceKey): Sign =>
  async (message) =>
    new Uint8Array(await crypto.subtle.sign(algorithms[key.algorithm], key.privateKey, message));

/** The proof that this phone holds the key, for the server that is to certify it. */
export const provePossession = (key: DeviceKey): Promise<Bytes> => signWith(key)(possessionMessage(key.publicKey));
