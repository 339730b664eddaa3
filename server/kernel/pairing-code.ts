import { randomInt } from "node:crypto";

/** Signs that nobody misreads: 31^8 codes, each good for a short while. */
export const pairingSigns = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const length = 8;

/** A code by which a browser becomes a device of ours (a till, a door). */
export const makePairingCode = (): string =>
  Array.from({ length }, () => pairingSigns[randomInt(pairingSigns.length)]).join("");

/** What was typed as a pairing code, as it was made; undefined when it can be none. */
export function readPairingCode(typed: string): string | undefined {
  const code = typed.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "");
  return code.length === length && [...code].every((sign) => pairingSigns.includes(sign)) ? code : undefined;
}
