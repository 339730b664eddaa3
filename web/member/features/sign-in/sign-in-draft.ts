import { readKept, safeStorage } from "../../../shared/safe-storage.ts";

/** A code that was sent and not used yet. Instants in ms of server time. */
export interface SignInDraft {
  phone: string;
  resendAt: number;
  expiresAt: number;
  demoCode?: string;
}

// localStorage: looking at the message may throw this page out of memory, and some browsers drop the session with it.
const storage = safeStorage("localStorage");
const storageKey = "gonghui.sign-in";

/** The code page to come back to, unless its code has expired by `now`. */
export function readDraft(now: number): SignInDraft | undefined {
  const draft = readKept(storage, storageKey, isDraft);
  if (draft === undefined || draft.expiresAt > now) return draft;
  clearDraft();
  return undefined;
}

export const writeDraft = (draft: SignInDraft): void => storage.setItem(storageKey, JSON.stringify(draft));

export const clearDraft = (): void => storage.removeItem(storageKey);

function isDraft(value: unknown): value is SignInDraft {
  if (typeof value !== "object" || value === null) return false;
  const { phone, resendAt, expiresAt } = value as Record<string, unknown>;
  return typeof phone === "string" && typeof resendAt === "number" && typeof expiresAt === "number";
}
