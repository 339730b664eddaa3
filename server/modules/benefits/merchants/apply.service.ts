import { dayOf } from "#kernel/business-day";
import { asSystem, type Ctx, type Tx, transact } from "#kernel/context";
import { definePurpose } from "#kernel/files/file-purposes";
import { exchangeFile } from "#kernel/files/files";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import { blindIndex, type Secrets, seal } from "#kernel/secrets/secrets";
import { addressIndexOf } from "#kernel/sign-in/address";
import { takeLimit } from "#kernel/sign-in/limits";
import { type CodeAnswer, redeemCodes, requestCode } from "#kernel/sign-in/one-time-password";
import { normaliseCreditCode } from "#wire/credit-code";
import { applicationWaiting, noSuchOrganisation, phoneOfAnother } from "../benefits.errors.ts";
import { namesOf, unionsTakingMerchants } from "../organisations.ts";
import { makeTicket, readTicket } from "../phone-ticket.ts";
import { readPhone } from "../read-phone.ts";
import type { TillPower } from "../tills/clerk-pin.service.ts";
import { type ApplicationRow, insertApplication, listApplicationsOfPhone } from "./application.store.ts";
import { judgeApplication } from "./merchant-list.rules.ts";
import { note, unique } from "./merchants.service.ts";

const licence = definePurpose({
  name: "benefits.licence",
  ...{ upload: "benefits.merchants", read: "benefits.read", open: false },
  mediaTypes: ["application/pdf", "image/jpeg", "image/png", "image/webp"],
  ...{ maxBytes: 8 * 1024 * 1024, maxSide: 6000 },
});

const purpose = "merchant_application";
const ticketAbout = { purpose: "benefits application ticket", minutes: 120 };
const applicationsPerPhone = [{ count: 10, seconds: 86_400 }];
const licencesPerPhone = [{ count: 20, seconds: 86_400 }];

/** One address reaches few phones, and all of them together never what signing in needs of the platform's messages of a day. */
const codesPerAddress = [
  { count: 20, seconds: 3600 },
  { count: 60, seconds: 86_400 },
];
const codesOfAll = [
  { count: 300, seconds: 3600 },
  { count: 2000, seconds: 86_400 },
];

/**
 * Sends whoever asks a one-time password; whoever holds the phone may apply. Every phone gets a message here, so strangers are
 * counted before it is sent. Throws 429 sign_in.too_many_codes.
 */
export async function requestApplicantCode(
  ctx: Ctx,
  power: TillPower,
  given: { phone: string; address: string },
): Promise<CodeAnswer> {
  const phone = readPhone(given.phone);
  const address = addressIndexOf(power.secrets, given.address).toString("hex");
  await transact(asSystem(ctx, "application"), async (tx) => {
    await takeLimit(tx.db, `application.codes:${address}`, codesPerAddress, "sign_in.too_many_codes");
    await takeLimit(tx.db, "application.codes", codesOfAll, "sign_in.too_many_codes");
  });
  return requestCode(ctx, power, { ...given, phone, purpose, isKnown: async () => true });
}

/** Takes the one-time password: what this phone asked for before, whom it may ask, and a ticket for two hours. */
export async function openApplicationDesk(ctx: Ctx, { secrets }: TillPower, given: { phone: string; code: string }) {
  const phone = readPhone(given.phone);
  await redeemCodes(ctx, secrets, [{ phone, purpose, code: given.code }]);

  const phoneIndex = indexOf(secrets, phone);
  return transact(asSystem(ctx, "application"), async (tx) => {
    const applications = await viewOwn(tx, await listApplicationsOfPhone(tx.db, phoneIndex));
    const unions = (await unionsTakingMerchants(tx)).map(({ id, name }) => ({ id, name }));
    return { ticket: makeTicket(secrets, phoneIndex, { ...ticketAbout, now: tx.clock.now() }), unions, applications };
  });
}

export interface NewApplicationInput {
  ticket: string;
  /** Given once more: the ticket holds its index only. */
  phone: string;
  organisationId: string;
  legalName: string;
  tradeName: string;
  creditCode: string;
  creditCodeReason: string;
  contactName: string;
  trade: string;
  stores: { name: string; address: string; position: string; phone: string }[];
  licenceFileId: string | null;
}

/**
 * A company asks a union to become its merchant. An odd credit code is no obstacle; the union is shown what is odd about it.
 * Throws benefits.ticket_wrong, benefits.application_waiting, benefits.no_such_organisation, files.not_usable, and what `judgeApplication` throws.
 */
export async function applyAsMerchant(ctx: Ctx, { secrets }: TillPower, input: NewApplicationInput) {
  const phone = readPhone(input.phone);
  const phoneIndex = readTicket(secrets, input.ticket, { purpose: ticketAbout.purpose, now: ctx.clock.now() });
  if (!phoneIndex.equals(indexOf(secrets, phone))) throw phoneOfAnother();

  return transact(asSystem(ctx, "application"), async (tx) => {
    const union = await getUnion(tx, input.organisationId);
    const limitKey = `application:${phoneIndex.toString("hex")}`;
    await takeLimit(tx.db, limitKey, applicationsPerPhone, "benefits.too_many_applications");

    const { ticket: _, phone: __, ...about } = judgeApplication(input, dayOf(tx.clock.now()));
    const id = uuidv7();
    const sealed = { phoneSealed: seal(secrets, `merchant_application.phone.${id}`, phone), phoneIndex };
    const code = {
      creditCode: normaliseCreditCode(about.creditCode),
      creditCodeReason: input.creditCodeReason || null,
    };
    const row = { ...about, ...sealed, ...code, id, node: union.node, phoneTail: phone.slice(-4) };
    await unique(insertApplication(tx.db, row), applicationWaiting);
    await exchangeFile(tx, {
      ...{ purpose: licence.name, node: union.node, owner: `merchant_application:${id}` },
      ...{ before: null, after: input.licenceFileId, published: false },
    });

    await note(tx, union.node, "benefits.application_made", "merchant_application", id);
    await announce(tx, "benefits.application_made", { node: union.node, applicationId: id });
    return viewOwn(tx, await listApplicationsOfPhone(tx.db, phoneIndex));
  });
}

/** For whom a licence is kept that an applicant brings in: the union that is asked. Throws benefits.ticket_wrong. */
export async function admitLicence(ctx: Ctx, secrets: Secrets, given: { ticket: string; organisationId: string }) {
  const phoneIndex = readTicket(secrets, given.ticket, { purpose: ticketAbout.purpose, now: ctx.clock.now() });
  const system = asSystem(ctx, "application");
  const { node } = await transact(system, (tx) => getUnion(tx, given.organisationId));
  const limit = { key: `licence:${phoneIndex.toString("hex")}`, counts: licencesPerPhone };
  return { ctx: system, purpose: licence.name, node, limit };
}

async function getUnion(tx: Tx, id: string) {
  const union = (await unionsTakingMerchants(tx)).find((one) => one.id === id);
  if (union === undefined) throw noSuchOrganisation();
  return union;
}

async function viewOwn(tx: Tx, rows: ApplicationRow[]) {
  const unionName = await namesOf(
    tx.db,
    rows.map((row) => row.organisationId),
  );
  return rows.map((row) => ({ ...factsOf(row), union: unionName(row.organisationId) }));
}

/** What both sides read of an application. */
export const factsOf = (row: ApplicationRow) => ({
  id: row.id,
  legalName: row.legalName,
  tradeName: row.tradeName,
  creditCode: row.creditCode,
  trade: row.trade,
  stores: row.stores.map((store) => ({ ...store, position: store.position ?? "" })),
  state: row.state,
  reason: row.reason,
  submittedAt: row.submittedAt.toISOString(),
});

const indexOf = (secrets: Secrets, phone: string) => blindIndex(secrets, "merchant_application.phone", phone);
