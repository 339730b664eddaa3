import { ApiProblem } from "../../../shared/api-problem.ts";
import type { AcceptedOffline } from "../offline/kit.ts";

/** A photo of a receipt that waits on this till until the server has it. */
export interface WaitingPhoto {
  /** The till's own id: a repeat adds none. */
  photoId: string;
  /** What it belongs to: a redemption, or what was accepted without network and is to become one. */
  redemptionId?: string;
  localId?: string;
  picture: Blob;
  takenAt: string;
  /** The server will never take it. */
  problemCode?: string;
}

export interface PhotoStore {
  listPhotos(): Promise<WaitingPhoto[]>;
  /** Written when the promise resolves: only then may the till say "kept". */
  putPhotos(photos: readonly WaitingPhoto[]): Promise<void>;
  removePhotos(photoIds: readonly string[]): Promise<void>;
}

export type SendPhoto = (redemptionId: string, photo: WaitingPhoto) => Promise<unknown>;

/** What is still to be sent. */
export const isToSend = (photo: WaitingPhoto): boolean => photo.problemCode === undefined;

/**
 * Sends the photos whose redemption is known, one after another; rejects when there is no network, and what was not sent
 * stays. A photo of what the server did not redeem is dropped with it.
 */
export async function sendPhotos(
  store: PhotoStore,
  accepted: readonly AcceptedOffline[],
  send: SendPhoto,
): Promise<void> {
  for (const photo of (await store.listPhotos()).filter(isToSend)) {
    const of = photo.localId === undefined ? undefined : accepted.find(({ localId }) => localId === photo.localId);
    if (of?.outcome === "double" || of?.outcome === "refused") await store.removePhotos([photo.photoId]);
    const redemptionId = photo.redemptionId ?? of?.redemptionId;
    if (redemptionId === undefined) continue;
    try {
      await send(redemptionId, photo);
      await store.removePhotos([photo.photoId]);
    } catch (error) {
      if (!isFinal(error)) throw error;
      await store.putPhotos([{ ...photo, problemCode: error.code }]);
    }
  }
}

/** Sent again it would be refused again. */
const isFinal = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && [400, 404, 409, 413, 415, 422].includes(error.status);
