/** Small promises over IndexedDB, for what a page must not lose. */
import { namedInSpace } from "./space.ts";

/** Opens a database; `stores` gives each store the path of its key, or undefined for keys that are told when writing. */
export function openDatabase(
  name: string,
  version: number,
  stores: Readonly<Record<string, string | undefined>>,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(namedInSpace(name), version);
    // Only what is missing is made: what waits there outlives every new version.
    opening.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(stores))
        if (!opening.result.objectStoreNames.contains(store))
          opening.result.createObjectStore(store, keyPath === undefined ? {} : { keyPath });
    };
    opening.onsuccess = () => {
      // A page of the next version waits for this one to let go; it finds everything as it was.
      opening.result.onversionchange = () => opening.result.close();
      resolve(opening.result);
    };
    opening.onerror = () => reject(opening.error);
  });
}

export const readOne = (database: IDBDatabase, store: string, key: string): Promise<unknown> =>
  ask(database, store, (from) => from.get(key));

export const readAll = (database: IDBDatabase, store: string): Promise<unknown> =>
  ask(database, store, (from) => from.getAll());

function ask(database: IDBDatabase, name: string, what: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asked = what(database.transaction(name).objectStore(name));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

/** Changes a store; resolves when it is on the disk, not only in the operating system's memory. */
export function writeTo(
  database: IDBDatabase,
  name: string,
  change: (store: IDBObjectStore) => unknown,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, "readwrite", { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
    change(transaction.objectStore(name));
  });
}
