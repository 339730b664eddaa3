import { randomUUID } from "node:crypto";
import type { Actor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { addDays, dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { findNodePath } from "#kernel/nodes.store";
import { authorise, hasDuty, pathsHolding } from "#kernel/policy";
import { forbidden } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { type Limit, takeLimit } from "#kernel/sign-in/limits";
import { noSuchImport, noSuchKind, noSuchSubject } from "../sheets.errors.ts";
import { findImport, type ImportRow, insertFile, insertImport, listImports, lockImport } from "./import.store.ts";
import { makeImportKey, sealPart } from "./sealing.ts";
import { findTarget, listTargets, type SheetTarget } from "./targets.ts";

/** Uploaded files and what was read from them are destroyed after this many days; until then an import can be undone. */
const keptDays = 180;
const filesPerAccount: readonly Limit[] = [
  { count: 60, seconds: 3600 },
  { count: 200, seconds: 86_400 },
];

export interface TakeFile {
  kind: string;
  /** The organisation for whose register it is; of a sheet that belongs to one thing its own counts. */
  nodeId?: string | undefined;
  /** The one thing that the sheet is for, where its kind wants one. */
  subjectId?: string | undefined;
  fileName: string;
  content: Uint8Array;
}

/**
 * Keeps an uploaded file, sealed, and lets the server read it. Gives the import's id. Throws sheets.no_such_kind,
 * sheets.no_such_subject, access.forbidden, files.too_many_uploads.
 */
export async function takeFile(ctx: Ctx, secrets: Secrets, given: TakeFile): Promise<string> {
  const target = findTarget(given.kind);
  if (target === undefined) throw noSuchKind();
  return transact(ctx, async (tx) => {
    const { nodeId, subjectId } = await placeOf(tx, target, given);
    const node = await findNodePath(tx.db, nodeId);
    if (node === undefined || tx.actor.kind !== "staff") throw forbidden("access.forbidden");
    authorise(tx.actor, (actor, path: string) => hasDuty(actor, target.permission, path), node);
    await takeLimit(tx.db, `sheets:${tx.actor.accountId}`, filesPerAccount, "files.too_many_uploads");

    const id = uuidv7();
    const { key, sealed } = makeImportKey(secrets, id);
    const { kind, fileName } = given;
    const destroyOn = addDays(dayOf(tx.clock.now()), keptDays);
    await insertImport(tx.db, {
      id,
      nodeId,
      node,
      kind,
      subjectId,
      fileName,
      sealedKey: sealed,
      createdBy: tx.actor.accountId,
      destroyOn,
    });
    await insertFile(tx.db, { importId: id, node, content: sealPart(key, "file", given.content) });
    const detail = { kind, bytes: given.content.length };
    await record(tx, { node, action: "import.uploaded", object: { type: "import", id }, detail });
    return id;
  });
}

/** Where an import stands. */
async function placeOf(
  tx: Tx,
  { subject }: SheetTarget,
  { nodeId, subjectId }: TakeFile,
): Promise<{ nodeId: string; subjectId: string | null }> {
  if (subject === undefined) {
    if (nodeId === undefined) throw noSuchSubject();
    return { nodeId, subjectId: null };
  }
  const found = subjectId === undefined ? undefined : await subject(tx, subjectId);
  if (found === undefined || subjectId === undefined) throw noSuchSubject();
  return { nodeId: found.nodeId, subjectId };
}

/** Kinds of sheets that the actor may bring in somewhere. */
export const listOwnKinds = (actor: Actor): { kind: string; title: string; ofSubject: boolean }[] =>
  listTargets()
    .filter(({ permission }) => pathsHolding(actor, permission).length > 0)
    .map(({ schema, subject }) => ({ kind: schema.kind, title: schema.title, ofSubject: subject !== undefined }));

/** An import that the actor may review. Throws sheets.no_such_import. */
export async function getImport(tx: Tx, id: string, { locked = false } = {}): Promise<ImportRow> {
  const row = await (locked ? lockImport(tx.db, id) : findImport(tx.db, id));
  const target = row && findTarget(row.kind);
  if (row === undefined || target === undefined || !hasDuty(tx.actor, target.permission, row.node))
    throw noSuchImport();
  return row;
}

/** Imports that the actor may review, the newest first. */
export async function listOwnImports(
  ctx: Ctx,
  page: { before?: string | undefined; limit: number },
): Promise<ImportRow[]> {
  return transact(ctx, async (tx) => {
    const paths = [...new Set(listTargets().flatMap(({ permission }) => pathsHolding(tx.actor, permission)))];
    const rows = await listImports(tx.db, { paths, ...page });
    return rows.filter(({ kind, node }) => {
      const target = findTarget(kind);
      return target !== undefined && hasDuty(tx.actor, target.permission, node);
    });
  });
}

/** A name for what has none of its own, such as pasted text. */
export const pastedName = (): string => `paste-${randomUUID().slice(0, 8)}.txt`;
