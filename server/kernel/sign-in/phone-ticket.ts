import { createHmac, timingSafeEqual } from "node:crypto";
import type { Secrets } from "../secrets/secrets.ts";

/** A phone's blind index and an end, signed by the server: nothing is stored for what somebody does who proved a phone. */
export function makePhoneTicket(
  secrets: Secrets,
  phoneIndex: Buffer,
  { purpose, minutes, now }: { purpose: string; minutes: number; now: Date },
): string {
  const body = `${phoneIndex.toString("hex")}.${now.getTime() + minutes * 60_000}`;
  return `${body}.${sign(secrets, purpose, body).toString("base64url")}`;
}

/** The phone of a ticket; undefined when it is over, of another purpose, or not ours. */
export function readPhoneTicket(
  secrets: Secrets,
  ticket: string,
  { purpose, now }: { purpose: string; now: Date },
): Buffer | undefined {
  const [index = "", until = "", signature = ""] = ticket.split(".");
  const expected = sign(secrets, purpose, `${index}.${until}`);
  const given = Buffer.from(signature, "base64url");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return now.getTime() < Number(until) ? Buffer.from(index, "hex") : undefined;
}

const sign = (secrets: Secrets, purpose: string, body: string) =>
  createHmac("sha256", secrets.sessionPepper).update(`${purpose}\n${body}`).digest();
