import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { api, unwrap } from "../../../shared/api.ts";
import { problemFrom } from "../../../shared/api-problem.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { shrinkPicture } from "../../../shared/shrink-picture.ts";
import { inSpace } from "../../../shared/space.ts";
import { tillStore } from "../offline/use-offline.ts";
import { todayQuery } from "../till.queries.ts";
import { isToSend, type SendPhoto, sendPhotos } from "./photo-queue.ts";

const photosKey = ["offline", "photos"];
const sendEvery = 20_000;
/** A receipt is read on a phone; more pixels only cost the shop's line. */
const longestSide = 1400;

/** What a photo or a number belongs to: a redemption, or what was accepted without network. */
export type ReceiptOf = { redemptionId: string } | { localId: string };

/** Photos that wait on this till. */
export const useWaitingPhotos = () =>
  useQuery({ queryKey: photosKey, queryFn: () => tillStore.listPhotos(), staleTime: Number.POSITIVE_INFINITY });

// The typed client knows no forms; the answer is read like all others.
const sendPhoto: SendPhoto = async (redemptionId, { photoId, picture }) => {
  const form = new FormData();
  form.append("file", picture, "receipt.jpg");
  const request = { method: "PUT", body: form, headers: { accept: "application/json" } };
  const answer = await fetch(inSpace(`/api/till/redemptions/${redemptionId}/photos/${photoId}`), request);
  if (!answer.ok) throw problemFrom(answer, await answer.json().catch(() => undefined));
};

/** Sends what waits as soon as there is a network. Used once, by the frame. */
export function usePhotoUpkeep() {
  const client = useQueryClient();
  const sending = useRef<Promise<void>>(undefined);
  const send = useCallback(async () => {
    if (!(await tillStore.listPhotos()).some(isToSend)) return;
    const accepted = await tillStore.listAccepted();
    // Still no network, or a slow one: what was not sent stays and the next round tries again.
    sending.current ??= sendPhotos(tillStore, accepted, sendPhoto)
      .catch(() => undefined)
      .finally(() => {
        sending.current = undefined;
      });
    await sending.current;
    await client.invalidateQueries({ queryKey: photosKey });
    void client.invalidateQueries({ queryKey: todayQuery.queryKey });
  }, [client]);
  useEffect(() => {
    void send();
    const timer = setInterval(send, sendEvery);
    window.addEventListener("online", send);
    window.addEventListener(photoTaken, send);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", send);
      window.removeEventListener(photoTaken, send);
    };
  }, [send]);
}

const photoTaken = "gonghui-photo-taken";

/** Shrinks a photo on the device and keeps it until the server has it; rejects when it is no picture, or the disk is full. */
export function useAddPhoto() {
  const client = useQueryClient();
  return async (of: ReceiptOf, file: Blob) => {
    const picture = await shrinkPicture(file, longestSide);
    const takenAt = new Date().toISOString();
    await tillStore.putPhotos([{ ...of, photoId: randomUuid(), picture, takenAt }]);
    await client.invalidateQueries({ queryKey: photosKey });
    window.dispatchEvent(new Event(photoTaken));
  };
}

/** Writes the number: at the server, or beside what waits to be sent. */
export function useAddReceipt() {
  const client = useQueryClient();
  return async (of: ReceiptOf, receipt: string) => {
    if ("redemptionId" in of) {
      const params = { path: { id: of.redemptionId } };
      await unwrap(api.PUT("/api/till/redemptions/{id}/receipt", { params, body: { receipt } }));
      await client.invalidateQueries({ queryKey: todayQuery.queryKey });
      return;
    }
    const kept = (await tillStore.listAccepted()).find(({ localId }) => localId === of.localId);
    if (kept?.redemptionId !== undefined) {
      const params = { path: { id: kept.redemptionId } };
      await unwrap(api.PUT("/api/till/redemptions/{id}/receipt", { params, body: { receipt } }));
    } else if (kept) await tillStore.putAccepted([{ ...kept, receipt }]);
    await client.invalidateQueries({ queryKey: ["offline", "accepted"] });
  };
}
