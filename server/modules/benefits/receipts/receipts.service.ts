import type { Readable } from "node:stream";
import { record } from "#kernel/audit/audit";
import { asSystem, type Ctx, type Tx, transact } from "#kernel/context";
import { definePurpose } from "#kernel/files/file-purposes";
import type { FileStorage } from "#kernel/files/file-storage";
import { exchangeFile, getFile, keepFile, readBytes } from "#kernel/files/files";
import type { FileRow } from "#kernel/files/files.store";
import { alreadyUndone, noSuchPhoto, noSuchRedemption, receiptKept, tooManyPhotos } from "../benefits.errors.ts";
import { mayRead } from "../benefits.policy.ts";
import { seeingAll } from "../sight.ts";
import type { TillCtx } from "../vouchers/present.service.ts";
import {
  findRedemption,
  lockRedemption,
  type NamedRedemption,
  type RedemptionRow,
} from "../vouchers/redemption.store.ts";
import * as store from "./receipt.store.ts";

/** A photo of the shop's receipt: brought in by tills alone (no duty holds the permission), cleaned like every picture. */
export const receiptPurpose = definePurpose({
  name: "benefits.receipt",
  ...{ upload: "benefits.receipt", read: "benefits.read", open: false },
  mediaTypes: ["image/jpeg", "image/png", "image/webp"],
  ...{ maxBytes: 3 * 1024 * 1024, maxSide: 2400 }, // the till sends 1,400 pixels
});
const mostPhotos = 3;

/**
 * Writes the shop's receipt number that was not at hand when the voucher was taken; once, a repeat changes nothing.
 * Throws benefits.no_such_redemption, benefits.receipt_kept {receipt}, benefits.already_undone.
 */
export async function addReceipt(ctx: TillCtx, redemptionId: string, receipt: string): Promise<NamedRedemption> {
  return transact(ctx, async (tx) => {
    const redemption = await lockRedemption(tx.db, redemptionId);
    assertLive(redemption);
    if (redemption.receipt !== null && redemption.receipt !== receipt) throw receiptKept(redemption.receipt);

    const written = await store.setReceipt(tx.db, redemptionId, receipt);

    if (written)
      await record(tx, {
        ...{ node: redemption.node, action: "benefits.receipt_added" },
        object: { type: "redemption", id: redemptionId },
        detail: { receipt },
      });
    // The till's merchant's own row; only the voucher's title is the union's.
    return seeingAll(tx, () => getNamed(tx, redemptionId));
  });
}

/** Throws benefits.no_such_redemption, benefits.already_undone. */
export async function assertMayPhotograph(ctx: TillCtx, redemptionId: string): Promise<void> {
  await transact(ctx, async (tx) => assertLive(await lockRedemption(tx.db, redemptionId)));
}

export interface NewPhoto {
  redemptionId: string;
  /** The till's own id of the photo: a repeat adds none. */
  photoId: string;
  name: string;
  stream: AsyncIterable<Uint8Array>;
}

/**
 * Keeps a photo of the shop's receipt with a redemption of the till's merchant. Throws benefits.no_such_redemption,
 * benefits.already_undone, benefits.too_many_photos, benefits.no_such_photo (an id that means another), and what cleaning throws.
 */
export async function addPhoto(ctx: TillCtx, storage: FileStorage, given: NewPhoto): Promise<NamedRedemption> {
  const { redemptionId, photoId, name, stream } = given;
  const known = await transact(ctx, (tx) => store.findPhoto(tx.db, photoId));
  if (known === undefined) {
    const { node } = ctx.actor;
    const file = await keepFile(ctx, storage, { purpose: receiptPurpose.name, node, name, stream });
    await transact(ctx, async (tx) => {
      const redemption = await lockRedemption(tx.db, redemptionId);
      assertLive(redemption);
      if ((await store.findPhoto(tx.db, photoId)) !== undefined) return; // the same at once; this file is swept
      if ((await store.countPhotos(tx.db, redemptionId)) >= mostPhotos) throw tooManyPhotos(mostPhotos);
      await attach(tx, { file, photoId, redemption });
      await record(tx, {
        ...{ node: redemption.node, action: "benefits.receipt_photo_added" },
        object: { type: "redemption", id: redemptionId },
        detail: { photoId, fileId: file.id, sha256: file.sha256 },
      });
    });
  } else if (known.redemptionId !== redemptionId) throw noSuchPhoto();
  return transact(ctx, (tx) => seeingAll(tx, () => getNamed(tx, redemptionId)));
}

async function attach(tx: Tx, given: { file: FileRow; photoId: string; redemption: RedemptionRow }): Promise<void> {
  const { file, photoId, redemption } = given;
  const { node, campaignNode } = redemption;
  const owner = `receipt_photo:${photoId}`;
  await exchangeFile(tx, { purpose: receiptPurpose.name, node, owner, before: null, after: file.id, published: false });
  const { actor } = tx;
  if (actor.kind !== "till") throw noSuchRedemption();
  await store.insertPhoto(tx.db, {
    ...{ id: photoId, redemptionId: redemption.id, fileId: file.id, node, campaignNode, tillId: actor.tillId },
    clerkId: actor.clerkId ?? null,
  });
}

/** A photo for a clerk of the merchant, and for staff of the merchant's or the campaign's union. Throws benefits.no_such_photo. */
export async function openPhoto(
  ctx: Ctx,
  storage: FileStorage,
  { redemptionId, photoId }: { redemptionId: string; photoId: string },
): Promise<{ file: FileRow; stream: Readable }> {
  const photo = await transact(ctx, (tx) => store.findPhoto(tx.db, photoId));
  if (photo === undefined || photo.redemptionId !== redemptionId || !isShown(ctx, photo)) throw noSuchPhoto();
  // The file lies with the merchant; the campaign's union may be another, and was let in by the photo's row.
  const seen = asSystem(ctx, "receipts");
  const file = await getFile(seen, photo.fileId);
  return { file, stream: await readBytes(ctx, storage, file.id) };
}

const isShown = ({ actor }: Ctx, { node, campaignNode }: store.PhotoRow): boolean =>
  actor.kind === "till" ? actor.node === node : [node, campaignNode].some((at) => mayRead(actor, { node: at }));

function assertLive(redemption: RedemptionRow | undefined): asserts redemption is RedemptionRow {
  if (redemption === undefined) throw noSuchRedemption();
  if (redemption.undoneAt !== null) throw alreadyUndone();
}

async function getNamed(tx: Tx, id: string): Promise<NamedRedemption> {
  const found = await findRedemption(tx.db, id);
  if (found === undefined) throw noSuchRedemption();
  return found;
}
