import { randomUUID } from "node:crypto";
import type { Ctx } from "#kernel/context";
import { transact } from "#kernel/context";
import { temporarySecrets } from "#kernel/secrets/secrets";
import { aKey } from "#wire/member-code/code.builders";
import {
  type DeviceAlgorithm,
  freshNonce,
  fromBase64url,
  makeDeviceCode,
  type Purpose,
  possessionMessage,
  toBase64url,
} from "#wire/member-code/index";
import { type CodeKeys, codeKeys, registerDevice } from "./index.ts";

/** The engine's keys from fresh secrets. */
export const someKeys = async (): Promise<CodeKeys> => codeKeys(await temporarySecrets());

/** What a code is for, and how many ms ago it is said to be made (negative: in the future). */
export interface Showing {
  purpose?: Purpose;
  subject?: string | null;
  age?: number;
}

export interface PhoneOf {
  personId?: string;
  algorithm?: DeviceAlgorithm;
}

/** A certified phone of a person; `show` makes the text of a code as its page would. */
export async function aRegisteredPhone(
  ctx: Ctx,
  keys: CodeKeys,
  { personId = randomUUID(), algorithm = "P-256" }: PhoneOf = {},
) {
  const { publicKey, sign } = await aKey(algorithm);
  const proof = toBase64url(await sign(possessionMessage(publicKey)));
  const registration = { personId, algorithm, publicKey: toBase64url(publicKey), proof };
  const register = () => transact(ctx, (tx) => registerDevice(tx, keys, registration));
  const certified = await register();
  const certificate = fromBase64url(certified.certificate) ?? new Uint8Array(0);
  const show = ({ purpose = "identify", subject = null, age = 0 }: Showing = {}) => {
    const statement = { purpose, subject, madeAt: Date.now() - age, nonce: freshNonce() };
    return makeDeviceCode(certificate, statement, sign);
  };
  return { personId, registration, register, certificate, show };
}
