import { type Bytes, fromHex } from "./bytes.ts";
import type { DeviceAlgorithm } from "./layout.ts";
import { expandPoint } from "./p256-point.ts";

/** Checks one signature; false for anything that does not fit, never a throw for bad input. */
export type VerifySignature = (publicKey: Bytes, message: Bytes, signature: Bytes) => Promise<boolean>;

/** ECDSA on P-256 with SHA-256, signature as r and s of 32 bytes each, compressed public key. */
export const verifyP256: VerifySignature = async (publicKey, message, signature) => {
  const point = expandPoint(publicKey);
  if (point === undefined) return false;
  const key = await crypto.subtle.importKey("raw", point, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, message);
};

/** Ed25519 by WebCrypto. */
export const verifyEd25519Native: VerifySignature = async (publicKey, message, signature) => {
  const key = await crypto.subtle.importKey("raw", publicKey, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, key, signature, message);
};

/** Ed25519 in script, for browsers whose WebCrypto lacks it (Chromium before 137, Safari before 17); loaded on first use. */
export const verifyEd25519InScript: VerifySignature = async (publicKey, message, signature) => {
  const { ed25519 } = await import("@noble/curves/ed25519.js");
  // Strict RFC 8032 as in WebCrypto: the till and the server must not disagree about one code.
  return ed25519.verify(signature, message, publicKey, { zip215: false });
};

let platformVerifier: Promise<VerifySignature> | undefined;

/** Ed25519 by whatever this platform offers. */
export const verifyEd25519: VerifySignature = async (publicKey, message, signature) => {
  platformVerifier ??= choosePlatformVerifier();
  return (await platformVerifier)(publicKey, message, signature);
};

async function choosePlatformVerifier(): Promise<VerifySignature> {
  return (await passesKnownVector(verifyEd25519Native)) ? verifyEd25519Native : verifyEd25519InScript;
}

// Test 2 of RFC 8032, section 7.1. A known answer tells more than a feature flag: early implementations sat behind one.
async function passesKnownVector(verify: VerifySignature): Promise<boolean> {
  const publicKey = fromHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  const signature = fromHex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  );
  if (!publicKey || !signature) return false;
  try {
    return await verify(publicKey, Uint8Array.of(0x72), signature);
  } catch {
    return false; // The platform does not know the algorithm: that is the answer to the question asked.
  }
}

/** The check for a phone's own signature; `ed25519` replaces the platform's own. */
export function verifyByAlgorithm(algorithm: DeviceAlgorithm, ed25519 = verifyEd25519): VerifySignature {
  return algorithm === "P-256" ? verifyP256 : ed25519;
}
