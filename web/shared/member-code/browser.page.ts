import { type PublishedKey, type Purpose, verifyCode } from "../../../wire/member-code/index.ts";
import { createDeviceKey } from "./device-key.ts";
import { indexedDbStore } from "./device-store.ts";
import { createMemberCode, type MemberCodeServer } from "./member-code.ts";

// What the browser test does inside a real page. The server of these calls is the test itself, by exposed functions.
declare global {
  interface Window {
    certify: MemberCodeServer["certify"];
    makeServerCode: MemberCodeServer["makeCode"];
    memberCodePage: typeof memberCodePage;
  }
}

const memberCodePage = {
  /** A code of the person on this browser, from the kept key if there is one. */
  show: async (person: string, about: { purpose: Purpose; subject: string | null }) => {
    const server = { certify: window.certify, makeCode: window.makeServerCode };
    const code = createMemberCode({ person, store: indexedDbStore(), server, now: Date.now });
    return { readiness: await code.prepare(), ...(await code.makeCode(about)) };
  },
  /** What the store gives back of the key. */
  kept: async (person: string) => {
    const key = (await indexedDbStore().read(person))?.key;
    const exported =
      key &&
      (await crypto.subtle.exportKey("pkcs8", key.privateKey).then(
        () => true,
        () => false,
      ));
    return key && { algorithm: key.algorithm, extractable: key.privateKey.extractable, exported };
  },
  forget: (person: string) => indexedDbStore().remove(person),
  algorithm: async () => (await createDeviceKey())?.algorithm,
  verify: (text: string, keys: PublishedKey[]) =>
    verifyCode(text, { keys, now: Date.now(), purposes: ["identify", "redeem"] }),
};

window.memberCodePage = memberCodePage;
