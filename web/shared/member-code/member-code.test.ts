import { describe, expect, test } from "vitest";
import { aServerKey, noon, type Server } from "../../../wire/member-code/code.builders.ts";
import {
  codeWindow,
  type DeviceAlgorithm,
  fromBase64url,
  makeCertificate,
  makeServerCode,
  possessionMessage,
  toBase64url,
  verifyByAlgorithm,
  verifyCode,
} from "../../../wire/member-code/index.ts";
import { createDeviceKey } from "./device-key.ts";
import type { DeviceStore, StoredDevice } from "./device-store.ts";
import { createMemberCode, type MemberCodeServer } from "./member-code.ts";

const days = 86_400_000;
const identify = { purpose: "identify", subject: null } as const;
const bytes = (length: number, fill: number) => new Uint8Array(length).fill(fill);

/** The outside of the browser half: a server at the end of a network that can be cut, and a store in memory. */
async function aWorld() {
  const server = await aServerKey();
  const world = { server, now: noon, online: true, revoked: false, certified: [] as string[], serverMade: 0 };
  const kept = new Map<string, StoredDevice>();
  const store: DeviceStore = {
    read: async (person) => kept.get(person),
    write: async (person, device) => void kept.set(person, device),
    remove: async (person) => void kept.delete(person),
  };
  const code = (person = "ann", createKey = createDeviceKey) =>
    createMemberCode({ person, store, server: aServer(world), now: () => world.now, createKey });
  return { ...{ world, store, kept, code }, judge: (text: string) => judge(world, text) };
}

type World = {
  server: Server;
  now: number;
  online: boolean;
  revoked: boolean;
  certified: string[];
  serverMade: number;
};

function aServer(world: World): MemberCodeServer {
  const reach = () => {
    if (!world.online) throw new TypeError("Failed to fetch");
  };
  return {
    certify: async ({ algorithm, publicKey, proof }) => {
      reach();
      const key = fromBase64url(publicKey) ?? bytes(0, 0);
      const verify = verifyByAlgorithm(algorithm);
      expect(await verify(key, possessionMessage(key), fromBase64url(proof) ?? bytes(0, 0))).toBe(true);
      if (world.revoked && world.certified.at(-1) === publicKey) return { state: "revoked" };
      world.certified.push(publicKey);
      return { state: "certified", certificate: await certificateFor(world, algorithm, key) };
    },
    makeCode: async (about) => {
      reach();
      world.serverMade++;
      const from = { keyId: world.server.keyId, handle: bytes(16, 7) };
      const statement = { ...about, madeAt: world.now, nonce: bytes(8, 1) };
      return { code: await makeServerCode(from, statement, world.server.sign), madeAt: world.now };
    },
  };
}

async function certificateFor({ server, now }: World, algorithm: DeviceAlgorithm, publicKey: Uint8Array<ArrayBuffer>) {
  const ids = { keyId: server.keyId, device: bytes(8, 1), handle: bytes(16, 2) };
  return toBase64url(await makeCertificate({ ...ids, algorithm, publicKey, notAfter: now + 30 * days }, server.sign));
}

const judge = ({ server, now }: World, text: string) =>
  verifyCode(text, { keys: [server.published], now, purposes: ["identify", "redeem"] });

describe("the member code in the browser", () => {
  test("is made and accepted, for a fresh code every time", async () => {
    const { world, code, judge } = await aWorld();
    const mine = code();
    expect(await mine.prepare()).toBe("device");
    const shown = await mine.makeCode(identify);
    expect(shown).toMatchObject({ madeBy: "device", madeAt: noon, renewAt: noon + 15_000 });
    expect(await judge(shown.text)).toMatchObject({ ok: true });
    expect((await mine.makeCode(identify)).text).not.toBe(shown.text);
    world.now += codeWindow + 1;
    expect(await judge(shown.text)).toMatchObject({ ok: false, reason: "expired" });
  });

  test("works without network for weeks once prepared, also after a reload", async () => {
    const { world, code, judge } = await aWorld();
    await code().prepare();
    world.online = false;
    world.now += 29 * days;
    const reloaded = code();
    expect(await reloaded.prepare()).toBe("device");
    const redeem = { purpose: "redeem", subject: "019ab000-0000-7000-8000-000000000001" } as const;
    expect(await judge((await reloaded.makeCode(redeem)).text)).toMatchObject({ ok: true, code: redeem });

    world.now += 2 * days;
    await expect(reloaded.makeCode(identify)).rejects.toThrow("Failed to fetch");
    world.online = true;
    expect(await judge((await reloaded.makeCode(identify)).text)).toMatchObject({ ok: true });
  });

  test("the certificate is renewed for the same key, when it is old and not before", async () => {
    const { world, code } = await aWorld();
    await code().prepare();
    world.now += 9 * days;
    await code().prepare();
    expect(world.certified).toHaveLength(1);
    world.now += 2 * days;
    await code().prepare();
    expect(world.certified).toHaveLength(2);
    expect(world.certified[1]).toBe(world.certified[0]);
  });

  test("before the first network there is no code, and afterwards there is", async () => {
    const { world, code, judge } = await aWorld();
    world.online = false;
    const mine = code();
    await expect(mine.prepare()).rejects.toThrow("Failed to fetch");
    await expect(mine.makeCode(identify)).rejects.toThrow("Failed to fetch");
    world.online = true;
    expect(await judge((await mine.makeCode(identify)).text)).toMatchObject({ ok: true });
    expect(world.certified).toHaveLength(1);
  });

  test("asked twice at once, one key is made", async () => {
    const { world, code } = await aWorld();
    const mine = code();
    await Promise.all([mine.prepare(), mine.makeCode(identify), mine.makeCode(identify)]);
    expect(new Set(world.certified).size).toBe(1);
  });

  test("a phone reported lost and found again gets a new key", async () => {
    const { world, code, judge } = await aWorld();
    await code().prepare();
    world.revoked = true;
    world.now += 15 * days;
    const found = code();
    expect(await found.prepare()).toBe("device");
    expect(new Set(world.certified).size).toBe(2);
    expect(await judge((await found.makeCode(identify)).text)).toMatchObject({ ok: true });
  });

  test("two people on one phone have two keys, and signing out forgets one's own only", async () => {
    const { kept, code } = await aWorld();
    const [ann, bo] = [code("ann"), code("bo")];
    await ann.prepare();
    await bo.prepare();
    expect(kept.get("ann")?.key.publicKey).not.toEqual(kept.get("bo")?.key.publicKey);
    await ann.forget();
    expect([...kept.keys()]).toEqual(["bo"]);
  });

  test("where the browser cannot sign or keep a key, the server makes the codes", async () => {
    const { world, store, code, judge } = await aWorld();
    const unable = code("ann", async () => undefined);
    expect(await unable.prepare()).toBe("server");
    const shown = await unable.makeCode(identify);
    expect(shown.madeBy).toBe("server");
    expect(await judge(shown.text)).toMatchObject({ ok: true, code: { device: null } });

    store.write = async () => {
      throw new DOMException("private window", "DataCloneError");
    };
    expect((await code("bo").makeCode(identify)).madeBy).toBe("server");
    expect(world.serverMade).toBe(2);
  });
});

test("the private half cannot be taken out of the browser", async () => {
  const key = await createDeviceKey();
  expect(key?.privateKey.extractable).toBe(false);
  if (key) await expect(crypto.subtle.exportKey("pkcs8", key.privateKey)).rejects.toThrow();
});
