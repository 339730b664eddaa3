import { namedInSpace } from "../../../shared/space.ts";
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

const databaseName = "gonghui-till";

/** The till's store in IndexedDB; survives reload, closing and power loss. */
export function indexedDbTillStore(): TillStore {
  const opened = open();
  return {
    readKit: async () => (await request(await opened, "kit", (store) => store.get("kit"))) as OfflineKit | undefined,
    writeKit: async (kit) => write(await opened, "kit", (store) => store.put(kit, "kit")),
    listAccepted: async () => (await request(await opened, "accepted", (store) => store.getAll())) as AcceptedOffline[],
    putAccepted: async (items) =>
      write(await opened, "accepted", (store) => items.forEach((item) => void store.put(item))),
    removeAccepted: async (ids) =>
      write(await opened, "accepted", (store) => ids.forEach((id) => void store.delete(id))),
    listPhotos: async () => (await request(await opened, "photos", (store) => store.getAll())) as WaitingPhoto[],
    putPhotos: async (photos) =>
      write(await opened, "photos", (store) => photos.forEach((photo) => void store.put(photo))),
    removePhotos: async (ids) => write(await opened, "photos", (store) => ids.forEach((id) => void store.delete(id))),
  };
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(namedInSpace(databaseName), 2);
    // Only what is missing is made: what waits there outlives every new version.
    opening.onupgradeneeded = () => {
      const made = opening.result.objectStoreNames;
      if (!made.contains("kit")) opening.result.createObjectStore("kit");
      if (!made.contains("accepted")) opening.result.createObjectStore("accepted", { keyPath: "localId" });
      if (!made.contains("photos")) opening.result.createObjectStore("photos", { keyPath: "photoId" });
    };
    opening.onsuccess = () => {
      // A page of the next version waits for this one to let go; it finds everything as it was.
      opening.result.onversionchange = () => opening.result.close();
      resolve(opening.result);
    };
    opening.onerror = () => reject(opening.error);
  });
}

type StoreName = "kit" | "accepted" | "photos";

function request(database: IDBDatabase, name: StoreName, ask: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asked = ask(database.transaction(name).objectStore(name));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

function write(database: IDBDatabase, name: StoreName, change: (store: IDBObjectStore) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    // A till's queue is money: wait for the disk, not for the operating system's memory.
    const transaction = database.transaction(name, "readwrite", { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
    change(transaction.objectStore(name));
  });
}
