/** The member code in the browser: the phone's key, its certificate, and the codes it makes, also without network. */
export { type DeviceStore, indexedDbStore } from "./device-store.ts";
export {
  type About,
  createMemberCode,
  type MemberCode,
  type MemberCodeServer,
  type ShownCode,
} from "./member-code.ts";
