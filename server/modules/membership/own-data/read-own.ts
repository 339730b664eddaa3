import { type ClockView, listClocks } from "#engines/deadlines";
import { type Claim, type ClaimState, listClaims } from "#engines/stock";
import type { MemberActor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { cursorOf, readCursor } from "#kernel/audit/audit-cursor";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import type { Secrets } from "#kernel/secrets/secrets";
import { listAllConsents } from "../kindness/kindness.store.ts";
import { noSuchPerson } from "../membership.errors.ts";
import { listFullNames } from "../organisations.store.ts";
import { detailFields, findPerson, listMemberships, type PersonRow } from "../people.store.ts";
import { findIdNumber, findPhone, maskedIdNumber, maskedPhone } from "../sealed-fields.ts";
import { listOfPerson } from "../transfers/transfer.store.ts";
import { openSaid } from "./corrections.ts";
import * as store from "./own-data.store.ts";
import { openThings, titlesOf } from "./own-things.ts";
import { ownWorkbook } from "./own-workbook.ts";

const everything: readonly ClaimState[] = ["waiting", "held", "active", "redeemed", "lapsed", "expired", "returned"];
const mostClaims = 500;

/** What is kept of a member, who may see it, and what they have asked about it; numbers masked. Throws person.missing. */
export async function getOwnData(ctx: Ctx, secrets: Secrets, { personId }: MemberActor) {
  return transact(serverSight(ctx), async (tx) => {
    const person = await ownFile(tx, personId);
    const corrections = await store.listOfPerson(tx.db, personId);
    const ids = corrections.map(({ id }) => id);
    const clocks: Map<string, ClockView[]> = await listClocks(tx, { type: "correction", ids });
    const closing = await store.lockClosing(tx.db, personId);
    return {
      file: present(person, { phone: maskedPhone(secrets, person), idNumber: maskedIdNumber(secrets, person) }),
      memberships: await listMemberships(tx.db, personId),
      transfers: await transfersOf(tx, personId),
      consents: (await listAllConsents(tx.db, personId)).map((one) => ({
        ...{ kind: one.kind, givenAt: one.givenAt.toISOString(), withdrawnAt: one.withdrawnAt?.toISOString() ?? null },
      })),
      levels: await store.listLevels(tx.db, personId, person.node),
      corrections: corrections.map((row) => ({
        ...{ id: row.id, field: row.field, state: row.state, answer: row.answer, said: openSaid(secrets, row) ?? "" },
        askedAt: row.askedAt.toISOString(),
        clock: row.state === "waiting" ? (clocks.get(row.id)?.[0] ?? null) : null,
      })),
      closing: closing === undefined ? null : { askedAt: closing.askedAt.toISOString(), dueOn: closing.dueOn },
      ...(await openThings(tx, personId)),
    };
  });
}

async function transfersOf(tx: Tx, personId: string) {
  const rows = await listOfPerson(tx.db, personId);
  const names = await listFullNames(
    tx.db,
    rows.flatMap(({ fromId, toId }) => [fromId, toId]),
  );
  return rows.map((row) => ({
    ...{ fromName: names.get(row.fromId) ?? "", toName: names.get(row.toId) ?? "", state: row.state },
    ...{ begunAt: row.begunAt.toISOString(), endedAt: row.endedAt?.toISOString() ?? null },
  }));
}

export async function ownFile(tx: Tx, personId: string): Promise<PersonRow> {
  const person = await findPerson(tx.db, personId);
  if (person === undefined) throw noSuchPerson();
  return person;
}

const present = (person: PersonRow, numbers: { phone: string; idNumber: string }) => ({
  ...{ name: person.name, memberNumber: person.memberNumber, sex: person.sex, birthDate: person.birthDate },
  ...{ idKind: person.idKind, employmentForm: person.employmentForm, tags: person.tags, ...numbers },
  verifiedAt: person.verifiedAt?.toISOString() ?? null,
  ...(Object.fromEntries(detailFields.map((field) => [field, person[field]])) as Pick<
    PersonRow,
    (typeof detailFields)[number]
  >),
});

/** Who looked at the file and who changed it, by role and union, the latest first. */
export async function listOwnLooks(
  ctx: Ctx,
  { personId }: MemberActor,
  page: { before: string | undefined; limit: number },
) {
  return transact(serverSight(ctx), async (tx) => {
    const before = page.before === undefined ? undefined : readCursor(page.before, "/before");
    const rows = await store.listLooks(tx.db, personId, { before, limit: page.limit + 1 });
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    const next = rows.length > page.limit && last !== undefined ? cursorOf(last) : null;
    return { items: shown.map(presentLook), next };
  });
}

function presentLook(row: store.Look) {
  const detail = JSON.parse(row.detail) as { purpose?: string; field?: string; fields?: string[] };
  const [kind = ""] = row.actor.split(":");
  const isOwn = row.isOwn || row.action === "member.signed_in";
  const by = isOwn ? "self" : kind === "staff" || kind === "till" ? kind : "system";
  return {
    ...{ id: `${row.chain}:${row.seq}`, at: row.at.toISOString(), action: row.action, organisation: row.organisation },
    by: by as "self" | "staff" | "till" | "system",
    purpose: detail.purpose ?? null,
    fields: detail.fields ?? (detail.field === undefined ? [] : [detail.field]),
  };
}

/** All that is kept, with whole numbers, to be taken along; the caller has had the phone proved anew. It is written down. */
export async function copyOwnData(ctx: Ctx, secrets: Secrets, actor: MemberActor) {
  const { personId } = actor;
  const data = await getOwnData(ctx, secrets, actor);
  const { items: looks } = await listOwnLooks(ctx, actor, { before: undefined, limit: 500 });
  return transact(serverSight(ctx), async (tx) => {
    const person = await ownFile(tx, personId);
    const numbers = { phone: findPhone(secrets, person) ?? "", idNumber: findIdNumber(secrets, person) ?? "" };
    const claims = await listClaims(tx.db, personId, everything, undefined, mostClaims);
    const object = { type: "person", id: personId };
    await record(tx, { node: person.node, action: "person.copied_own", object });
    const copy = {
      ...data,
      madeAt: tx.clock.now().toISOString(),
      file: present(person, numbers),
      things: await nameClaims(tx, claims),
      looks,
    };
    return { ...copy, workbook: Buffer.from(await ownWorkbook(copy)).toString("base64") };
  });
}

/** What somebody was given, by the titles that they knew it by. */
async function nameClaims(tx: Tx, claims: readonly Claim[]) {
  const titleOf = await titlesOf(
    tx,
    claims.map(({ quotaId }) => quotaId),
  );
  return claims.map((claim) => ({
    ...{ title: titleOf(claim.quotaId), state: claim.state, at: claim.createdAt.toISOString() },
    until: claim.validUntil?.toISOString() ?? null,
  }));
}
