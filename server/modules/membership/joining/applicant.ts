import { asSystem, type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { registerSealedColumn } from "#kernel/secrets/sealed-columns";
import { open, type Secrets, seal } from "#kernel/secrets/secrets";
import { addressIndexOf } from "#kernel/sign-in/address";
import { takeLimit } from "#kernel/sign-in/limits";
import { type CodeAnswer, type CodePower, redeemCodes, requestCode } from "#kernel/sign-in/one-time-password";
import { makePhoneTicket, readPhoneTicket } from "#kernel/sign-in/phone-ticket";
import { findPersonByPhone } from "../people.store.ts";
import { phoneIndex } from "../sealed-fields.ts";
import { type ApplicationRow, insertDraft, lockLatest } from "./application.store.ts";
import { invitedBy } from "./invitations.ts";
import { memberAlready, proveThePhone } from "./joining.errors.ts";
import { findJoinable } from "./propose.store.ts";

const purpose = "member.joining";
/** A fortnight: longer than any review, so that whoever waits sees how it goes without another code. */
const ticketDays = 14;
const ticketAbout = { purpose: "joining ticket" };

/** One address reaches few phones, and all of them together never what signing in needs of the platform's messages of a day. */
const codesPerAddress = [
  { count: 20, seconds: 3600 },
  { count: 100, seconds: 86_400 },
];
const codesOfAll = [
  { count: 1000, seconds: 3600 },
  { count: 8000, seconds: 86_400 },
];

/** Whoever has proved one phone: typing a form, with room for a bad line. */
const requestsPerPhone = [{ count: 300, seconds: 3600 }];
const submissionsPerPhone = [{ count: 5, seconds: 86_400 }];

/** Counts an application that is handed in. Throws 429 joining.too_many_submissions. */
export const countSubmission = (tx: Tx, index: Buffer): Promise<void> =>
  takeLimit(tx.db, `joining.submissions:${index.toString("hex")}`, submissionsPerPhone, "joining.too_many_submissions");

export const ticketSeconds = ticketDays * 86_400;

/** The sealed phone of an application is bound to its row. */
export const phonePlace = (id: string) => `application.phone.${id}`;
registerSealedColumn({ table: "membership.application", column: "phone", place: phonePlace });
export const openApplicantPhone = (secrets: Secrets, row: { id: string; phone: Buffer | null }): string | undefined =>
  row.phone === null ? undefined : open(secrets, phonePlace(row.id), row.phone);

/**
 * Sends whoever asks a one-time password. Every phone gets one, a member's or not, so the answer tells nothing; strangers are counted
 * before it is sent. Throws 429 sign_in.too_many_codes.
 */
export async function requestJoiningCode(
  ctx: Ctx,
  power: CodePower,
  given: { phone: string; address: string },
): Promise<CodeAnswer> {
  const address = addressIndexOf(power.secrets, given.address).toString("hex");
  await transact(asSystem(ctx, "joining"), async (tx) => {
    await takeLimit(tx.db, `joining.codes:${address}`, codesPerAddress, "sign_in.too_many_codes");
    await takeLimit(tx.db, "joining.codes", codesOfAll, "sign_in.too_many_codes");
  });
  return requestCode(ctx, power, { ...given, purpose, isKnown: async () => true });
}

/**
 * Takes the one-time password: gives a ticket for this phone, and begins a draft unless one is there. Throws sign_in.* of the code,
 * joining.member_already.
 */
export async function proveApplicantPhone(
  ctx: Ctx,
  secrets: Secrets,
  given: { phone: string; code: string; organisationId: string | null; invitation: string | null },
): Promise<{ ticket: string }> {
  await redeemCodes(ctx, secrets, [{ phone: given.phone, purpose, code: given.code }]);

  const index = phoneIndex(secrets, given.phone);
  await transact(asSystem(ctx, "joining"), async (tx) => {
    if ((await findPersonByPhone(tx.db, index)) !== undefined) throw memberAlready();
    const latest = await lockLatest(tx.db, index);
    // What is under way, or was refused and may be appealed, is shown first; whoever wants begins anew from there.
    if (latest === undefined || latest.state === "withdrawn" || latest.state === "approved")
      await beginDraft(tx, secrets, given);
  });
  return { ticket: ticketOf(ctx, secrets, index) };
}

/** What this browser shows for two weeks instead of a sign-in. */
export const ticketOf = (ctx: Ctx, secrets: Secrets, index: Buffer): string =>
  makePhoneTicket(secrets, index, { ...ticketAbout, minutes: ticketDays * 1440, now: ctx.clock.now() });

/** An empty draft of a phone, perhaps for the union whose code was scanned; gives its id. */
export async function beginDraft(
  tx: Tx,
  secrets: Secrets,
  given: { phone: string; organisationId: string | null; invitation?: string | null },
): Promise<string> {
  const id = uuidv7();
  const union = given.organisationId === null ? undefined : await findJoinable(tx.db, given.organisationId);
  const index = phoneIndex(secrets, given.phone);
  const { organisationId, invitation = null } = given;
  const invitationId = (await invitedBy(tx, { code: invitation, organisationId, phoneIndex: index })) ?? null;
  await insertDraft(tx.db, {
    ...{ id, union, invitationId },
    channel: invitationId !== null ? "invitation" : organisationId === null ? "page" : "code",
    ...{ phone: seal(secrets, phonePlace(id), given.phone), phoneIndex: index },
  });
  return id;
}

/** Does something with the latest application of the phone that the ticket names. Throws joining.prove_the_phone, 429 joining.too_many. */
export async function withOwn<T>(
  ctx: Ctx,
  secrets: Secrets,
  { ticket, work }: { ticket: string | undefined; work: (tx: Tx, own: ApplicationRow) => Promise<T> },
): Promise<T> {
  const index = readPhoneTicket(secrets, ticket ?? "", { ...ticketAbout, now: ctx.clock.now() });
  if (index === undefined) throw proveThePhone();
  // By itself, so that what is refused counts too.
  await transact(asSystem(ctx, "joining"), (tx) =>
    takeLimit(tx.db, `joining.requests:${index.toString("hex")}`, requestsPerPhone, "joining.too_many"),
  );
  return transact(asSystem(ctx, "joining"), async (tx) => {
    const own = await lockLatest(tx.db, index);
    if (own === undefined) throw proveThePhone();
    return work(tx, own);
  });
}
