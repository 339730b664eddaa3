import { createHash } from "node:crypto";
import { blindIndex, type Secrets } from "#kernel/secrets/secrets";
import { pinFrom } from "./rehearsal.rules.ts";
import type { PhoneRow } from "./rehearsal.store.ts";

/**
 * What opens a rehearsal's phones and its till follows from a key outside the database, so that the officer's page can show it again
 * and a copy of the database opens nothing.
 */
export const linkKey = (secrets: Secrets, phone: Pick<PhoneRow, "rehearsalId" | "number" | "renewals">): string =>
  blindIndex(secrets, "rehearsal_phone.link", `${phone.rehearsalId}.${phone.number}.${phone.renewals}`).toString(
    "base64url",
  );

export const hashOfLink = (key: string): Buffer => createHash("sha256").update(key).digest();

/** The PINs of the two clerks of the play store, in their order. */
export const playPins = (secrets: Secrets, rehearsalId: string): [string, string] => {
  const pin = (clerk: number) => pinFrom(blindIndex(secrets, "rehearsal.pin", `${rehearsalId}.${clerk}`));
  return [pin(0), pin(1)];
};
