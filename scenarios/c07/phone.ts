import { generateKeyPairSync, sign } from "node:crypto";
import {
  type Bytes,
  freshNonce,
  fromBase64url,
  makeDeviceCode,
  possessionMessage,
  toBase64url,
} from "../../wire/member-code/index.ts";
import type { Browser } from "../browser.ts";

/** A member's phone with a certified key of its own; `show` makes a fresh code for one voucher, without the server. */
export interface Phone {
  show(claimId: string): Promise<string>;
}

/** Makes a key as the member's page does, and has the server certify it. */
export async function certifiedPhone(member: Browser): Promise<Phone> {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const raw = fromBase64url(publicKey.export({ format: "jwk" }).x ?? "");
  if (raw === undefined) throw new Error("the key has no public part");
  const signWithKey = async (message: Bytes): Promise<Bytes> => new Uint8Array(sign(null, message, privateKey));
  const { certificate } = await member.post("/api/member/devices", {
    ...{ algorithm: "Ed25519", publicKey: toBase64url(raw) },
    proof: toBase64url(await signWithKey(possessionMessage(raw))),
  });
  const certified = fromBase64url(certificate);
  if (certified === undefined) throw new Error("the certificate cannot be read");
  return {
    show: (claimId) =>
      makeDeviceCode(
        certified,
        { purpose: "redeem", subject: claimId, madeAt: Date.now(), nonce: freshNonce() },
        signWithKey,
      ),
  };
}
