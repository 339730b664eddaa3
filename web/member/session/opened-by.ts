import { isInFrame } from "../../shared/in-frame.ts";
import { safeStorage } from "../../shared/safe-storage.ts";

// Of this tab: on the way through the parent app's sign-in the address loses what it began with.
const storage = safeStorage("sessionStorage");
const embedKey = "gonghui.embed";
const channelKey = "gonghui.from";
const triedKey = "gonghui.parent-tried";

/** Notes by which door this tab was opened: `?embed=1` in an app that has bars of its own, `?from=key` for the count. */
export function noteOpening(search: string): void {
  const asked = new URLSearchParams(search);
  if (asked.get("embed") === "1") storage.setItem(embedKey, "1");
  const from = asked.get("from");
  if (from !== null && /^[a-z0-9][a-z0-9_-]{0,29}$/.test(from)) storage.setItem(channelKey, from);
}

/** Shown inside another app, which has bars and a way back of its own. */
export const isEmbedded = (): boolean => isInFrame || storage.getItem(embedKey) === "1";

/** The door by which somebody came, once: each opening is counted once. */
export function takeChannel(): string | undefined {
  const channel = storage.getItem(channelKey) ?? undefined;
  storage.removeItem(channelKey);
  return channel;
}

/** True the first time in this tab: the parent app's sign-in is entered by itself once, never in a circle. */
export function mayEnterByItself(): boolean {
  if (storage.getItem(triedKey) === "1") return false;
  storage.setItem(triedKey, "1");
  return true;
}
