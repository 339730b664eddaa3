import { openDatabase, readAll, readOne, writeTo } from "../../../shared/indexed-db.ts";
import type { PhotoStore, WaitingPhoto } from "../receipts/photo-queue.ts";
import type { AcceptedOffline, OfflineKit } from "./kit.ts";

/** What a till keeps in the browser: the kit, what it accepted without network, and photos on their way. */
export interface TillStore extends PhotoStore {
  readKit(): Promise<OfflineKit | undefined>;
  writeKit(kit: OfflineKit): Promise<void>;
  listAccepted(): Promise<AcceptedOffline[]>;
  /** Written when the promise resolves: only then may the till say "accepted". */
  putAccepted(items: readonly AcceptedOffline[]): Promise<void>;
  removeAccepted(localIds: readonly string[]): Promise<void>;
}

/** The till's store in IndexedDB; survives reload, closing and power loss. */
export function indexedDbTillStore(): TillStore {
  const opened = openDatabase("gonghui-till", 2, { kit: undefined, accepted: "localId", photos: "photoId" });
  return {
    readKit: async () => (await readOne(await opened, "kit", "kit")) as OfflineKit | undefined,
    writeKit: async (kit) => writeTo(await opened, "kit", (store) => store.put(kit, "kit")),
    listAccepted: async () => (await readAll(await opened, "accepted")) as AcceptedOffline[],
    putAccepted: async (items) =>
      writeTo(await opened, "accepted", (store) => items.forEach((item) => void store.put(item))),
    removeAccepted: async (ids) =>
      writeTo(await opened, "accepted", (store) => ids.forEach((id) => void store.delete(id))),
    listPhotos: async () => (await readAll(await opened, "photos")) as WaitingPhoto[],
    putPhotos: async (photos) =>
      writeTo(await opened, "photos", (store) => photos.forEach((photo) => void store.put(photo))),
    removePhotos: async (ids) => writeTo(await opened, "photos", (store) => ids.forEach((id) => void store.delete(id))),
  };
}
