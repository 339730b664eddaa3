import { createHmac, timingSafeEqual } from "node:crypto";
import type { Secrets } from "#kernel/secrets/secrets";
import { ticketWrong } from "./benefits.errors.ts";

/** A phone's blind index and an end, sealed by the server: nothing is stored for a step that is over in a few minutes. */
export function makeTicket(
  secrets: Secrets,
  phoneIndex: Buffer,
  { purpose, minutes, now }: { purpose: string; minutes: number; now: Date },
): string {
  const body = `${phoneIndex.toString("hex")}.${now.getTime() + minutes * 60_000}`;
  return `${body}.${sign(secrets, purpose, body).toString("base64url")}`;
}

/** The phone of a ticket. Throws benefits.ticket_wrong when it is over, of another purpose, or not ours. */
export function readTicket(secrets: Secrets, ticket: string, { purpose, now }: { purpose: string; now: Date }): Buffer {
  const [index = "", until = "", signature = ""] = ticket.split(".");
  const expected = sign(secrets, purpose, `${index}.${until}`);
  const given = Buffer.from(signature, "base64url");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw ticketWrong();
  if (now.getTime() >= Number(until)) throw ticketWrong();
  return Buffer.from(index, "hex");
}

const sign = (secrets: Secrets, purpose: string, body: string) =>
  createHmac("sha256", secrets.sessionPepper).update(`${purpose}\n${body}`).digest();
