import { timingSafeEqual } from "node:crypto";
import { record } from "#kernel/audit/audit";
import { asSystem, type Ctx, type Tx, transact } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import { conflict, forbidden } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { takeLimit } from "#kernel/sign-in/limits";
import { makePhoneTicket, readPhoneTicket } from "#kernel/sign-in/phone-ticket";
import { findIdNumber } from "../sealed-fields.ts";
import { disputePhone, holdPhoneHolder, type PhoneHolder } from "./phone-holder.store.ts";

/** After so many days without a sign-in the network may have given the number to somebody else. */
export const staleDays = 90;
const ticketAbout = { purpose: "who are you" };
const triesPerPhone = [{ count: 5, seconds: 86_400 }];

/** The phone is proved, the person is not: says so with a ticket for ten minutes. */
export const askWho = (ctx: Ctx, secrets: Secrets, index: Buffer) =>
  conflict("sign_in.who_are_you", {
    ticket: makePhoneTicket(secrets, index, { ...ticketAbout, minutes: 10, now: ctx.clock.now() }),
  });

/** The phone of a ticket of `askWho`. Throws sign_in.ticket_expired. */
export function phoneOfTicket(ctx: Ctx, secrets: Secrets, ticket: string): Buffer {
  const index = readPhoneTicket(secrets, ticket, { ...ticketAbout, now: ctx.clock.now() });
  if (index === undefined) throw conflict("sign_in.ticket_expired");
  return index;
}

/** Counts one try of a phone, whatever comes of it. Throws 429 sign_in.too_many_tries. */
export const countTry = (ctx: Ctx, index: Buffer): Promise<void> =>
  transact(asSystem(ctx, "sign-in"), (tx) =>
    takeLimit(tx.db, `who_are_you:${index.toString("hex")}`, triesPerPhone, "sign_in.too_many_tries"),
  );

/** Throws sign_in.not_you unless name and last four signs fit the file; without a document on file nobody can show it here. */
export function assertIs(secrets: Secrets, holder: PhoneHolder, given: { name: string; idEnd: string }): void {
  const number = findIdNumber(secrets, { id: holder.id, idNumber: holder.idNumber });
  if (number === undefined) throw forbidden("sign_in.identity_unknown");
  const plain = (text: string) => text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  const isName = same(plain(given.name), plain(holder.name));
  const isEnd = same(plain(given.idEnd), number.slice(-4));
  if (!isName || !isEnd) throw forbidden("sign_in.not_you");
}

const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/**
 * "This account is not mine": whoever holds the phone now gets nothing of it, and the union is told. Throws
 * sign_in.ticket_expired.
 */
export async function disputeAccount(ctx: Ctx, secrets: Secrets, ticket: string): Promise<void> {
  const index = phoneOfTicket(ctx, secrets, ticket);
  await transact(asSystem(ctx, "sign-in"), async (tx: Tx) => {
    const holder = await holdPhoneHolder(tx.db, index, staleDays);
    if (holder === undefined || holder.disputed) return;
    await disputePhone(tx.db, holder.id);
    await record(tx, { node: holder.node, action: "person.phone_disputed", object: { type: "person", id: holder.id } });
    await announce(tx, "person.phone_disputed", { node: holder.node, personId: holder.id });
  });
}
