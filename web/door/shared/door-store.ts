import type { PublishedKey } from "../../../wire/member-code/index.ts";
import { openDatabase, readAll, readOne, writeTo } from "../../shared/indexed-db.ts";
import type { Door, HolderList, LetIn } from "./door.types.ts";

/** Whom codes are trusted from, as last told. */
export interface CodeKeys {
  keys: PublishedKey[];
  revoked: string[];
}

/** What a door keeps in the browser; survives reload, closing and power loss. */
export interface DoorStore {
  readDoor(): Promise<Door | undefined>;
  keepDoor(door: Door): Promise<void>;
  readKeys(): Promise<CodeKeys | undefined>;
  keepKeys(keys: CodeKeys): Promise<void>;
  readList(sessionId: string): Promise<HolderList | undefined>;
  keepList(list: HolderList): Promise<void>;
  listLetIn(): Promise<LetIn[]>;
  /** Written when the promise resolves: only then may the door say "come in". */
  putLetIn(items: readonly LetIn[]): Promise<void>;
  removeLetIn(localIds: readonly string[]): Promise<void>;
  /** Forgets names and seats; what waits to be sent stays. */
  forget(): Promise<void>;
}

/** The door's store in IndexedDB. */
export function indexedDbDoorStore(): DoorStore {
  const opened = openDatabase("gonghui-door", 1, { facts: undefined, lists: "sessionId", letIn: "localId" });
  return {
    readDoor: async () => (await readOne(await opened, "facts", "door")) as Door | undefined,
    keepDoor: async (door) => writeTo(await opened, "facts", (store) => store.put(door, "door")),
    readKeys: async () => (await readOne(await opened, "facts", "keys")) as CodeKeys | undefined,
    keepKeys: async (keys) => writeTo(await opened, "facts", (store) => store.put(keys, "keys")),
    readList: async (sessionId) => (await readOne(await opened, "lists", sessionId)) as HolderList | undefined,
    keepList: async (list) => writeTo(await opened, "lists", (store) => store.put(list)),
    listLetIn: async () => (await readAll(await opened, "letIn")) as LetIn[],
    putLetIn: async (items) => writeTo(await opened, "letIn", (store) => items.forEach((item) => void store.put(item))),
    removeLetIn: async (ids) => writeTo(await opened, "letIn", (store) => ids.forEach((id) => void store.delete(id))),
    forget: async () => {
      await writeTo(await opened, "lists", (store) => store.clear());
      await writeTo(await opened, "facts", (store) => store.clear());
    },
  };
}

/** The one store of this door. */
export const doorStore = indexedDbDoorStore();
