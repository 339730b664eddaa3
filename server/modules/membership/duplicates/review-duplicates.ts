import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { auditNames } from "#kernel/audit/audit-names";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { assertDuty, pathsHolding } from "#kernel/policy";
import { malformed } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { noSuchOrganisation } from "../membership.errors.ts";
import { findOrganisation } from "../organisations.store.ts";
import { detailFields, listPeopleByIds, type PersonDetails, type PersonRow } from "../people.store.ts";
import { maskedIdNumber, maskedPhone } from "../sealed-fields.ts";
import * as errors from "./duplicates.errors.ts";
import { type MergeField, mergeFields } from "./duplicates.rules.ts";
import { listPairs, lockPair, type PairRow, type PairState, setPairState } from "./duplicates.store.ts";
import { listMerges } from "./merge.store.ts";

/** Pairs of people whom the actor answers for, the likeliest first; numbers are masked, and which fields differ is told. */
export async function listDuplicates(
  ctx: Ctx,
  secrets: Secrets,
  query: { state: PairState; organisationId?: string | undefined; after?: string | undefined; limit: number },
) {
  const after = query.after === undefined ? undefined : readAfter(query.after);
  const page = await transact(ctx, async (tx) => {
    const at = query.organisationId === undefined ? undefined : await findOrganisation(tx.db, query.organisationId);
    if (query.organisationId !== undefined && at === undefined) throw noSuchOrganisation();
    const filter = { paths: pathsHolding(tx.actor, "people.manage"), organisationNode: at?.node, state: query.state };
    const rows = await listPairs(tx.db, filter, { after, limit: query.limit + 1 });
    const shown = rows.slice(0, query.limit);
    const people = await listPeopleByIds(
      tx.db,
      shown.flatMap(({ firstId, secondId }) => [firstId, secondId]),
    );
    const byId = new Map(people.map((row) => [row.id, row]));
    const last = shown.at(-1);
    return {
      items: shown.flatMap((row) => presentPair(secrets, row, byId) ?? []),
      next: rows.length > query.limit && last !== undefined ? `${last.score}:${last.id}` : null,
    };
  });
  return {
    ...page,
    names: await namesOf(
      ctx,
      page.items.map(({ decidedBy }) => decidedBy),
    ),
  };
}

/** The last merges below the actor's nodes, newest first. */
export async function listMerged(ctx: Ctx) {
  const rows = await transact(ctx, (tx) => listMerges(tx.db, pathsHolding(tx.actor, "people.manage")));
  const items = rows.map(({ node: _node, at, undoneAt, ...row }) => ({
    ...row,
    at: at.toISOString(),
    undoneAt: undoneAt?.toISOString() ?? null,
  }));
  return {
    items,
    names: await namesOf(
      ctx,
      items.flatMap(({ by, undoneBy }) => [by, undoneBy]),
    ),
  };
}

/** Whoever decided may hold an account outside the reader's subtree; they are named all the same. */
const namesOf = (ctx: Ctx, actors: readonly (string | null)[]) =>
  transact(serverSight(ctx), (tx) =>
    auditNames(
      tx.db,
      actors.flatMap((actor) => (actor === null ? [] : [{ actor, detail: {} }])),
    ),
  );

function readAfter(text: string): { score: number; id: string } {
  const [, score, id] = /^(\d{1,3}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? [];
  if (score === undefined || id === undefined) throw malformed("http.invalid_request", { field: "after" });
  return { score: Number(score), id };
}

function presentPair(secrets: Secrets, row: PairRow, people: ReadonlyMap<string, PersonRow>) {
  const [first, second] = [people.get(row.firstId), people.get(row.secondId)];
  if (first === undefined || second === undefined) return undefined;
  return {
    ...{ id: row.id, score: row.score, reasons: row.reasons, state: row.state },
    ...{ decidedBy: row.decidedBy, decidedAt: row.decidedAt?.toISOString() ?? null },
    people: [presentSide(secrets, first), presentSide(secrets, second)],
    differs: mergeFields.filter((field) => differs(field, first, second)),
  };
}

const presentSide = (secrets: Secrets, row: PersonRow) => ({
  ...{ id: row.id, name: row.name, memberNumber: row.memberNumber, phoneMasked: maskedPhone(secrets, row) },
  ...{ idKind: row.idKind, idMasked: maskedIdNumber(secrets, row), verified: row.verifiedAt !== null },
  ...{ sex: row.sex, birthDate: row.birthDate, employmentForm: row.employmentForm, tags: row.tags, unions: row.unions },
  ...(Object.fromEntries(detailFields.map((field) => [field, row[field]])) as unknown as PersonDetails),
});

const primaryOf = ({ unions }: PersonRow) => unions.find(({ primary }) => primary)?.id ?? null;

function differs(field: MergeField, a: PersonRow, b: PersonRow): boolean {
  if (field === "phone") return !sameBytes(a.phoneIndex, b.phoneIndex);
  if (field === "document") return !sameBytes(a.idIndex, b.idIndex);
  if (field === "union") return primaryOf(a) !== primaryOf(b);
  if (field === "tags") return [...a.tags].sort().join("\n") !== [...b.tags].sort().join("\n");
  return a[field] !== b[field];
}

const sameBytes = (a: Buffer | null, b: Buffer | null): boolean => (a === null || b === null ? a === b : a.equals(b));

/**
 * What somebody says of a pair: two people, who are never offered again; look later; or look again. Throws duplicates.missing,
 * access.forbidden, duplicates.decided_already.
 */
export async function decidePair(ctx: Ctx, id: string, state: "apart" | "later" | "open"): Promise<void> {
  await transact(ctx, async (tx: Tx) => {
    const pair = await lockPair(tx.db, id);
    if (pair === undefined) throw errors.noSuchPair();
    assertDuty(tx.actor, "people.manage", pair.node);
    if (pair.state === "merged") throw errors.decidedAlready();
    if (pair.state === state) return;
    await setPairState(tx.db, id, { state, by: state === "open" ? null : actorLabel(tx.actor) });
    const [first, second] = [
      { id: pair.firstId, node: pair.firstNode },
      { id: pair.secondId, node: pair.secondNode },
    ];
    for (const [one, other] of [[first, second] as const, [second, first] as const])
      await record(tx, {
        ...{ node: one.node, object: { type: "person", id: one.id }, detail: { personId: other.id, decided: state } },
        action: "person.compared",
      });
  });
}
