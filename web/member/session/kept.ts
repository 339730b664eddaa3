import { readKept, safeStorage } from "../../shared/safe-storage.ts";
import { namedInSpace } from "../../shared/space.ts";

// What a signed-in member has seen, for moments without network. One person at a time: signing out forgets all of it.
const prefix = "gonghui.kept.";
const storage = safeStorage("localStorage");

/** Keeps a copy of something that the member has seen. */
export const keep = (name: string, value: unknown): void => storage.setItem(prefix + name, JSON.stringify(value));

/** The copy, or undefined when there is none that `isValid` accepts. */
export const kept = <T>(name: string, isValid: (value: unknown) => value is T): T | undefined =>
  readKept(storage, prefix + name, isValid);

/** Forgets everything of the person who used this browser. */
export function forgetKept(): void {
  try {
    const own = namedInSpace(prefix);
    for (const key of Object.keys(window.localStorage)) if (key.startsWith(own)) window.localStorage.removeItem(key);
  } catch {
    // No storage, nothing kept.
  }
}

/** An object with these text fields: enough to tell our own copies from leftovers of another version. */
export const hasTexts =
  <T>(...fields: (keyof T & string)[]) =>
  (value: unknown): value is T =>
    typeof value === "object" &&
    value !== null &&
    fields.every((field) => typeof (value as Record<string, unknown>)[field] === "string");
