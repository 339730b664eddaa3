import { unreachable } from "#kernel/database/unreachable";
import { conflict, invalid, limited, malformed, missing, type Problem } from "#kernel/problem";
import type { Refusal } from "#wire/member-code/index";

/** Not one of our codes, or damaged: scan again. */
export const codeMalformed = () => malformed("codes.malformed");
/** Signed by nobody we trust. */
export const codeForged = () => invalid("codes.forged");
/** Too old: a screenshot, or a page that stopped renewing. `age` in seconds. */
export const codeExpired = (age: number) => conflict("codes.expired", { age });
/** Made in the future: the member's phone must learn the server's time again. `ahead` in seconds. */
export const clockWrong = (ahead: number) => conflict("codes.clock_wrong", { ahead });
/** The phone has been without network for too long: open the page once with network. */
export const certificateExpired = () => conflict("codes.certificate_expired");
/** Genuine, but for something else. */
export const wrongPurpose = (purpose: string) => conflict("codes.wrong_purpose", { purpose });
/** The phone was reported lost, or another one took its place. */
export const deviceRevoked = () => conflict("codes.revoked");
/** This code, or this number, has decided something already. */
export const alreadyUsed = () => conflict("codes.already_used");
/** The check digit does not fit: a slip of the finger, which does not count as a try. */
export const mistypedNumber = () => invalid("codes.mistyped_number");
/** No such number now: never issued, over, or replaced by a newer one. */
export const unknownNumber = () => missing("codes.unknown_number");
/** Too many wrong numbers at this till; scanning still works. `retryAfter` in seconds. */
export const tooManyTries = (retryAfter: number) => limited("codes.too_many_tries", retryAfter);
/** The phone's key or its proof cannot be read. */
export const keyMalformed = () => malformed("codes.key_malformed");
/** The phone did not prove that it holds the key. */
export const keyUnproven = () => invalid("codes.key_unproven");

/** The problem for a refusal of the shared verifier; `age` in milliseconds and `purpose` as far as the code is genuine. */
export function problemOf(reason: Refusal, facts: { age: number; purpose: string }): Problem {
  switch (reason) {
    case "malformed":
      return codeMalformed();
    case "forged":
      return codeForged();
    case "expired":
      return codeExpired(Math.round(facts.age / 1000));
    case "clock_wrong":
      return clockWrong(Math.round(-facts.age / 1000));
    case "certificate_expired":
      return certificateExpired();
    case "wrong_purpose":
      return wrongPurpose(facts.purpose);
    case "revoked":
      return deviceRevoked();
    default:
      return unreachable(reason);
  }
}
