import { safeStorage } from "../../../shared/safe-storage.ts";

const storage = safeStorage("localStorage");
const keyOf = (releaseId: string) => `gonghui.secret-hash.${releaseId}`;

/** Notes the fingerprint that a release showed before its draw; the first one seen counts. */
export function noteHash(releaseId: string, hash: string): void {
  if (notedHash(releaseId) === undefined) storage.setItem(keyOf(releaseId), hash);
}

/** The fingerprint that this phone saw before the draw. */
export const notedHash = (releaseId: string): string | undefined => storage.getItem(keyOf(releaseId)) ?? undefined;
