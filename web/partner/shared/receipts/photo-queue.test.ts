import { describe, expect, test } from "vitest";
import { ApiProblem } from "../../../shared/api-problem.ts";
import type { AcceptedOffline } from "../offline/kit.ts";
import { type PhotoStore, sendPhotos, type WaitingPhoto } from "./photo-queue.ts";

const aPhoto = (photoId: string, of: Partial<WaitingPhoto>): WaitingPhoto => ({
  ...{ photoId, picture: new Blob(["jpeg"]), takenAt: "2026-11-22T04:00:00Z", ...of },
});

/** The outside of the queue: a browser's store in memory. */
function aStore(photos: WaitingPhoto[]): PhotoStore & { all(): WaitingPhoto[] } {
  const kept = new Map(photos.map((photo) => [photo.photoId, photo]));
  return {
    listPhotos: async () => [...kept.values()],
    putPhotos: async (changed) => changed.forEach((photo) => void kept.set(photo.photoId, photo)),
    removePhotos: async (ids) => ids.forEach((id) => void kept.delete(id)),
    all: () => [...kept.values()],
  };
}

const accepted = (localId: string, more: Partial<AcceptedOffline>): AcceptedOffline => ({
  ...{ localId, code: "c", claimId: "claim", useKey: "u", kindId: "k", title: "Lunch", amountFen: 100, offFen: 10 },
  ...{ acceptedAt: "2026-11-22T04:00:00Z", clerkId: "clerk", ...more },
});

describe("photos of receipts that wait on the till", () => {
  test("go to their redemption, and are gone from the till when the server has them", async () => {
    const store = aStore([aPhoto("p1", { redemptionId: "r1" }), aPhoto("p2", { localId: "l2" })]);
    const sent: string[] = [];
    const list = [accepted("l2", { outcome: "redeemed", redemptionId: "r2" })];
    await sendPhotos(store, list, async (redemptionId, photo) => sent.push(`${photo.photoId} ${redemptionId}`));
    expect(sent).toEqual(["p1 r1", "p2 r2"]);
    expect(store.all()).toEqual([]);
  });

  test("wait while what they belong to has not come in", async () => {
    const store = aStore([aPhoto("p1", { localId: "l1" })]);
    await sendPhotos(store, [accepted("l1", {})], () => Promise.reject(new Error("nothing is to be sent")));
    expect(store.all()).toHaveLength(1);
  });

  test("are dropped with what the server did not redeem", async () => {
    const store = aStore([aPhoto("p1", { localId: "l1" }), aPhoto("p2", { localId: "l2" })]);
    const list = [accepted("l1", { outcome: "double" }), accepted("l2", { outcome: "refused" })];
    await sendPhotos(store, list, () => Promise.reject(new Error("nothing is to be sent")));
    expect(store.all()).toEqual([]);
  });

  test("stay without network, and those behind are not tried", async () => {
    const store = aStore([aPhoto("p1", { redemptionId: "r1" }), aPhoto("p2", { redemptionId: "r2" })]);
    let tries = 0;
    const send = () => {
      tries++;
      return Promise.reject(new ApiProblem({ status: 0, code: "network.offline", params: {} }));
    };
    await expect(sendPhotos(store, [], send)).rejects.toThrow();
    expect([tries, store.all().length]).toEqual([1, 2]);
  });

  test("one that is refused for good holds up no other and is not sent again", async () => {
    const store = aStore([aPhoto("p1", { redemptionId: "r1" }), aPhoto("p2", { redemptionId: "r2" })]);
    const sent: string[] = [];
    const send = async (redemptionId: string) => {
      sent.push(redemptionId);
      if (redemptionId === "r1") throw new ApiProblem({ status: 409, code: "benefits.already_undone", params: {} });
    };
    await sendPhotos(store, [], send);
    await sendPhotos(store, [], send);
    expect(sent).toEqual(["r1", "r2"]);
    expect(store.all()).toMatchObject([{ photoId: "p1", problemCode: "benefits.already_undone" }]);
  });
});
