import type { Bytes } from "../../../wire/member-code/index.ts";
import { namedInSpace } from "../space.ts";
import type { DeviceKey } from "./device-key.ts";

/** What the phone keeps for one person: the key, and the certificate once the server has given it. */
export interface StoredDevice {
  key: DeviceKey;
  certificate: Bytes | null;
}

/** Where the phone keeps it; one entry per signed-in person. */
export interface DeviceStore {
  read(person: string): Promise<StoredDevice | undefined>;
  write(person: string, device: StoredDevice): Promise<void>;
  remove(person: string): Promise<void>;
}

const databaseName = "gonghui-member-code";
const storeName = "device";

/** The store in this browser's IndexedDB, which alone can keep a key that cannot be extracted. */
export function indexedDbStore(): DeviceStore {
  let opened: Promise<IDBDatabase> | undefined;
  const within = async <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    opened ??= openDatabase();
    // A failed opening is tried again by the next call, not remembered for ever.
    opened.catch(() => {
      opened = undefined;
    });
    const database = await opened;
    database.onclose = () => {
      opened = undefined;
    };
    const transaction = database.transaction(storeName, mode);
    const request = work(transaction.objectStore(storeName));
    await finished(transaction);
    return request.result;
  };
  return {
    read: (person) => within<StoredDevice | undefined>("readonly", (store) => store.get(person)),
    write: async (person, device) => {
      await within("readwrite", (store) => store.put(device, person));
    },
    remove: async (person) => {
      await within("readwrite", (store) => store.delete(person));
    },
  };
}

async function openDatabase(): Promise<IDBDatabase> {
  await wakeSafari();
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(namedInSpace(databaseName), 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("another page keeps an older database open"));
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error ?? new Error("the browser gave the transaction up"));
  });
}

// Safari 14 may hang on the first opening after start until something asks for the list of databases
// (https://bugs.webkit.org/show_bug.cgi?id=226547).
async function wakeSafari(): Promise<void> {
  const isSafari14 = /Version\/14\..*Safari\//.test(navigator.userAgent) && "databases" in indexedDB;
  if (!isSafari14) return;
  await new Promise<void>((resolve) => {
    const ask = () => void indexedDB.databases().finally(done);
    const timer = setInterval(ask, 100);
    const done = () => {
      clearInterval(timer);
      resolve();
    };
    ask();
  });
}
