// Not by the wire's index: phones make codes and never judge them, and the judging part brings a library of its own.
import { type Bytes, fromBase64url, toBase64url } from "../../../wire/member-code/bytes.ts";
import { type DeviceAlgorithm, type Purpose, parseCertificate } from "../../../wire/member-code/layout.ts";
import { codeRenewal, freshNonce, makeDeviceCode } from "../../../wire/member-code/make.ts";
import { createDeviceKey, type DeviceKey, provePossession, signWith } from "./device-key.ts";
import type { DeviceStore, StoredDevice } from "./device-store.ts";

/** What is asked of the server; each rejects when there is no network. Keys, proofs and certificates in base64url. */
export interface MemberCodeServer {
  /** Certifies this phone's key, or says that the key is no longer trusted (lost phone). */
  certify(request: {
    algorithm: DeviceAlgorithm;
    publicKey: string;
    proof: string;
  }): Promise<{ state: "certified"; certificate: string } | { state: "revoked" }>;
  /** A code made by the server, for a browser that cannot sign. */
  makeCode(about: About): Promise<{ code: string; madeAt: number }>;
}

/** What a code is for; `subject` is the claim to redeem or the session to enter, null to identify. */
export interface About {
  purpose: Purpose;
  subject: string | null;
}

/** A code to show: its text for the QR, and when it was made and is to be replaced (server time in ms). */
export interface ShownCode {
  text: string;
  madeAt: number;
  renewAt: number;
  madeBy: "device" | "server";
}

export interface MemberCode {
  /** Makes the phone ready for codes without network. Call it after sign-in and at each start, with network. */
  prepare(): Promise<"device" | "server">;
  /** Makes one code; without network too, once prepared. Rejects with what the server call rejected with. */
  makeCode(about: About): Promise<ShownCode>;
  /** Forgets key and certificate: at sign-out. */
  forget(): Promise<void>;
}

interface Parts {
  /** The signed-in person: several people may share a phone, each with an own key. */
  person: string;
  store: DeviceStore;
  server: MemberCodeServer;
  /** Server time in ms, see server-clock.ts. */
  now: () => number;
  createKey?: () => Promise<DeviceKey | undefined>;
}

interface Certified {
  key: DeviceKey;
  certificate: Bytes;
  notAfter: number;
}

/** With less left than this (ms) a certificate is renewed at start, so that it lasts through weeks without network. */
const renewBefore = 20 * 86_400_000;

/** The member code of one person on this phone. */
export function createMemberCode(parts: Parts): MemberCode {
  let held: Certified | undefined;
  let running: Promise<Certified | undefined> | undefined;
  const timeLeft = (device: Certified) => device.notAfter - parts.now();
  // One beginning at a time: a page that asks twice must not make two keys.
  const begin = () => {
    running ??= findOrCertify(parts).finally(() => {
      running = undefined;
    });
    return running;
  };
  // Never waits for the network while there is a certificate that holds: at the till a slow network is no better than none.
  const usable = async () => {
    if (!held || timeLeft(held) <= 0) held = await begin();
    return held;
  };
  return {
    prepare: async () => {
      const device = await usable();
      if (device && timeLeft(device) < renewBefore) {
        // Without network the old certificate goes on; the next start tries again.
        held = await certify(parts, device).catch(() => device);
      }
      return held ? "device" : "server";
    },
    makeCode: async (about) => {
      const device = await usable();
      return device ? signCode(parts, device, about) : serverCode(parts, about);
    },
    forget: () => {
      held = undefined;
      return parts.store.remove(parts.person);
    },
  };
}

async function signCode({ now }: Parts, { key, certificate }: Certified, about: About): Promise<ShownCode> {
  const madeAt = Math.round(now());
  const text = await makeDeviceCode(certificate, { ...about, madeAt, nonce: freshNonce() }, signWith(key));
  return { text, madeAt, renewAt: madeAt + codeRenewal, madeBy: "device" };
}

async function serverCode({ server }: Parts, about: About): Promise<ShownCode> {
  const { code, madeAt } = await server.makeCode(about);
  return { text: code, madeAt, renewAt: madeAt + codeRenewal, madeBy: "server" };
}

/** The phone's certified key, undefined where the browser cannot keep one. Asks the server only when it must. */
async function findOrCertify(parts: Parts): Promise<Certified | undefined> {
  const stored = await readOrCreate(parts);
  if (!stored) return undefined;
  const found = certifiedOf(stored);
  return found && found.notAfter > parts.now() ? found : certify(parts, stored);
}

async function readOrCreate({ person, store, createKey = createDeviceKey }: Parts): Promise<StoredDevice | undefined> {
  try {
    const stored = await store.read(person);
    if (stored) return stored;
    const key = await createKey();
    if (!key) return undefined;
    await store.write(person, { key, certificate: null });
    return { key, certificate: null };
  } catch {
    return undefined; // Private windows of some browsers refuse to keep a key: the server makes the codes.
  }
}

async function certify(parts: Parts, stored: { key: DeviceKey }): Promise<Certified | undefined> {
  let { key } = stored;
  let answer = await parts.server.certify(await requestFor(key));
  if (answer.state === "revoked") {
    // A phone that was reported lost and is found again starts over with a new key, once.
    await parts.store.remove(parts.person);
    const fresh = await readOrCreate(parts);
    if (!fresh) return undefined;
    key = fresh.key;
    answer = await parts.server.certify(await requestFor(key));
    if (answer.state === "revoked") throw new Error("the server refuses a new key");
  }
  const certificate = fromBase64url(answer.certificate) ?? null;
  const certified = certifiedOf({ key, certificate });
  if (!certified) throw new Error("the server's certificate cannot be read");
  await parts.store.write(parts.person, { key, certificate });
  return certified;
}

async function requestFor(key: DeviceKey) {
  const proof = toBase64url(await provePossession(key));
  return { algorithm: key.algorithm, publicKey: toBase64url(key.publicKey), proof };
}

function certifiedOf({ key, certificate }: StoredDevice): Certified | undefined {
  const fields = certificate && parseCertificate(certificate);
  return certificate && fields ? { key, certificate, notAfter: fields.notAfter } : undefined;
}
