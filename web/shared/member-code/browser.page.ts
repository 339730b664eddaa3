/** What the browser test runs inside a page: the real key, the real IndexedDB, and both ways of checking Ed25519. */

export { toBase64url, verifyCode } from "../../../wire/member-code/index.ts";
export { createDeviceKey, provePossession } from "./device-key.ts";
export { indexedDbStore } from "./device-store.ts";
export { createMemberCode } from "./member-code.ts";
