import { readKept, type safeStorage } from "../../shared/safe-storage.ts";

type Storage = ReturnType<typeof safeStorage>;
export type Search = Record<string, string>;
export interface Saved {
  name: string;
  search: Search;
}

const isSaved = (value: unknown): value is Saved[] =>
  Array.isArray(value) &&
  value.every((one) => typeof one?.name === "string" && typeof one.search === "object" && one.search !== null);

/** The filters kept under `key`, as they are now: another tab may have changed them. */
export const readFilters = (storage: Storage, key: string): Saved[] => readKept(storage, key, isSaved) ?? [];

/** Keeps a filter under its name, in the place of an older one of that name. Gives all that are kept. */
export const keepFilter = (storage: Storage, key: string, filter: Saved): Saved[] =>
  write(storage, key, [...without(readFilters(storage, key), filter.name), filter]);

/** Forgets the filter of this name. Gives those that remain. */
export const forgetFilter = (storage: Storage, key: string, name: string): Saved[] =>
  write(storage, key, without(readFilters(storage, key), name));

const without = (saved: readonly Saved[], name: string): Saved[] => saved.filter((one) => one.name !== name);

function write(storage: Storage, key: string, saved: Saved[]): Saved[] {
  storage.setItem(key, JSON.stringify(saved));
  return saved;
}
