import { readKept, safeStorage } from "../../../shared/safe-storage.ts";

/** A code that was sent and not used yet. Instants in ms of server time. */
export interface SignInDraft {
  phone: string;
  resendAt: number;
  expiresAt: number;
  demoCode?: string;
  /** The phone is proved, and who holds it is asked; in place of the code. */
  ticket?: string;
}

// localStorage: looking at the message may throw this page out of memory, and some browsers drop the session with it.
const storage = safeStorage("localStorage");

export interface DraftKeeper {
  /** The code page to come back to, unless its code has expired by `now`. */
  read: (now: number) => SignInDraft | undefined;
  write: (draft: SignInDraft) => void;
  clear: () => void;
}

/** Keeps the code that was sent for one use of it: signing in, or joining. */
function keeper(storageKey: string): DraftKeeper {
  const clear = () => storage.removeItem(storageKey);
  const read = (now: number) => {
    const draft = readKept(storage, storageKey, isDraft);
    if (draft === undefined || draft.expiresAt > now) return draft;
    clear();
    return undefined;
  };
  return { read, clear, write: (draft) => storage.setItem(storageKey, JSON.stringify(draft)) };
}

export const signInDraft = keeper("gonghui.sign-in");
export const joiningDraft = keeper("gonghui.joining");

function isDraft(value: unknown): value is SignInDraft {
  if (typeof value !== "object" || value === null) return false;
  const { phone, resendAt, expiresAt } = value as Record<string, unknown>;
  return typeof phone === "string" && typeof resendAt === "number" && typeof expiresAt === "number";
}
