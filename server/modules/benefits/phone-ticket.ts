import type { Secrets } from "#kernel/secrets/secrets";
import { readPhoneTicket } from "#kernel/sign-in/phone-ticket";
import { ticketWrong } from "./benefits.errors.ts";

export { makePhoneTicket as makeTicket } from "#kernel/sign-in/phone-ticket";

/** The phone of a ticket. Throws benefits.ticket_wrong when it is over, of another purpose, or not ours. */
export function readTicket(secrets: Secrets, ticket: string, about: { purpose: string; now: Date }): Buffer {
  const phoneIndex = readPhoneTicket(secrets, ticket, about);
  if (phoneIndex === undefined) throw ticketWrong();
  return phoneIndex;
}
