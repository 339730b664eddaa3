import { createHash, randomInt } from "node:crypto";
import { Secret, TOTP } from "otpauth";

const issuer = "Gonghui";
const period = 30;

/** A new secret for an authenticator app, in base32. */
export const makeTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** The address that an authenticator app reads from a QR code. */
export const totpUri = (secret: string, login: string): string => totp(secret, login).toString();

/** The code that an authenticator would show now; for demo mode and tests. */
export const totpCode = (secret: string, now: Date): string => totp(secret).generate({ timestamp: now.getTime() });

/** The first code after the step that was used last, so that whoever tries out the demo need not wait for the next one. */
export const unusedTotpCode = (secret: string, now: Date, lastStep: number): string =>
  totpCode(secret, new Date(Math.max(now.getTime(), startOf(lastStep + 1))));

/** A code that was looked at: right, with its time step; right once more, with the seconds until the next; or wrong. */
export type TotpVerdict = { is: "right"; step: number } | { is: "used"; nextInSeconds: number } | { is: "wrong" };

/** Looks at a code, one step early or late allowed. One of `lastStep` or before is used: a code opens one session. */
export function judgeTotp(secret: string, code: string, now: Date, lastStep: number): TotpVerdict {
  const delta = totp(secret).validate({ token: code, timestamp: now.getTime(), window: 1 });
  if (delta === null) return { is: "wrong" };
  const step = Math.floor(now.getTime() / 1000 / period) + delta;
  if (step > lastStep) return { is: "right", step };
  return { is: "used", nextInSeconds: Math.max(1, Math.ceil((startOf(lastStep + 1) - now.getTime()) / 1000)) };
}

const startOf = (step: number) => step * period * 1000;

/** Ten codes for the day the phone is lost, each good once, as shown to their owner. */
export function makeRecoveryCodes(): string[] {
  const signs = "abcdefghjkmnpqrstuvwxyz23456789";
  const group = () => Array.from({ length: 5 }, () => signs[randomInt(signs.length)]).join("");
  return Array.from({ length: 10 }, () => `${group()}-${group()}`);
}

/** As stored. 50 random bits in a table that only the server reads, tried at most five times an hour: no slow hash needed. */
export const hashRecoveryCode = (accountId: string, code: string): Buffer =>
  createHash("sha256")
    .update(`${accountId}|${code.toLowerCase().replace(/[^a-z0-9]/g, "")}`)
    .digest();

const totp = (secret: string, login = "") =>
  new TOTP({ issuer, label: login, secret: Secret.fromBase32(secret), period, digits: 6, algorithm: "SHA1" });
