import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { connect as connectTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { transact } from "../context.ts";
// Knows staff by their session.
import "../sign-in/staff-me.ts";
import { defineDuty } from "../policy.ts";
import { aNode, aStaff, type SignInApp, signInApp } from "../sign-in/sign-in.builders.ts";
import { definePurpose } from "./file-purposes.ts";
import { diskStorage, storageKey } from "./file-storage.ts";
import { sweepFiles } from "./file-sweep.ts";
import { exif, jpeg, jpegWith, png } from "./files.fixture.ts";
import { fileRoutes } from "./files.routes.ts";
import { exchangeFile, publishFiles, saveFile } from "./files.ts";

defineDuty("test.keeper", ["test.files"]);
defineDuty("test.stranger", ["test.nothing"]);
const shared = { upload: "test.files", read: "test.files", maxBytes: 50_000, maxSide: 1000 };
definePurpose({ ...shared, name: "test.picture", mediaTypes: ["image/jpeg", "image/png"], open: true });
definePurpose({ ...shared, name: "test.document", mediaTypes: ["application/pdf", "image/png"], open: false });

let world: SignInApp;
let dataDir: string;
let city: { id: string; path: string };
let keeper: { id: string; cookie: string };
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "gonghui-files-"));
  world = await signInApp((app, { config }) => fileRoutes(app, { config: { ...config, dataDir } }));
  city = await aNode(world.database);
});
beforeEach(async () => {
  keeper = await aStaff(world.database, world.secrets, { node: city, duties: ["test.keeper"] });
});
afterAll(async () => {
  await world.close();
  await rm(dataDir, { recursive: true });
});

const storage = () => diskStorage(join(dataDir, "files"));
const onDisk = (id: string) => existsSync(join(dataDir, "files", storageKey(id)));
const get = (url: string, cookie?: string, headers = {}) =>
  world.app.inject({ url, headers: { ...headers, ...(cookie === undefined ? {} : { cookie }) } });
const staffSide = (id: string) => `/api/staff/files/${id}`;

interface Upload {
  bytes: Buffer;
  name?: string;
  type?: string;
  purpose?: string;
  at?: { id: string };
  cookie?: string;
}

const boundary = "----aboundary";
const formOf = (bytes: Buffer, name: string, type: string) =>
  Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n`),
    Buffer.from(`Content-Type: ${type}\r\n\r\n`),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);

const send = (payload: Buffer, given: Partial<Upload> = {}) =>
  world.app.inject({
    ...{ method: "POST", url: "/api/files", payload },
    query: { purpose: given.purpose ?? "test.picture", organisationId: (given.at ?? city).id },
    headers: { cookie: given.cookie ?? keeper.cookie, "content-type": `multipart/form-data; boundary=${boundary}` },
  });
const upload = (given: Upload) => send(formOf(given.bytes, given.name ?? "a.png", given.type ?? "image/png"), given);

async function aFile(given: Partial<Upload> = {}): Promise<string> {
  const answer = await upload({ bytes: png(), ...given });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().id;
}

const system = () => world.database.ctx();
const show = (
  id: string | null,
  change: { owner: string; before?: string | null; purpose?: string; published?: boolean },
) =>
  transact(system(), (tx) =>
    exchangeFile(tx, {
      purpose: "test.picture",
      before: null,
      published: false,
      node: city.path,
      after: id,
      ...change,
    }),
  );
const rows = async (id: string) =>
  (await transact(system(), (tx) => sql`select id from kernel.file where id = ${id}`.execute(tx.db))).rows.length;
const age = (id: string, column: "created_at" | "released_at") =>
  transact(system(), (tx) =>
    sql`update kernel.file set ${sql.ref(column)} = now() - interval '25 hours' where id = ${id}`.execute(tx.db),
  );

describe("bringing in", () => {
  test("a photo is kept without the place where it was taken, whatever its name and type say", async () => {
    const photo = jpegWith([exif(1)], Buffer.from("<script>alert(1)</script>"));
    const answer = await upload({ bytes: photo, name: "../../../etc/冬 天.svg", type: "image/svg+xml" });
    expect(answer.json()).toMatchObject({ name: "冬 天.jpg", mediaType: "image/jpeg", width: 8, height: 6 });
    const read = await get(staffSide(answer.json().id), keeper.cookie);
    expect(read.rawPayload).toEqual(jpeg);
    expect(await readdir(dataDir)).toEqual(["files"]);
  });

  test.each([
    ["a script in SVG", Buffer.from("<svg><script>alert(1)</script></svg>"), 415, "files.type_not_allowed"],
    ["a page", Buffer.from("<html>"), 415, "files.type_not_allowed"],
    ["a document where a picture belongs", Buffer.from("%PDF-1.7\n%%EOF"), 415, "files.type_not_allowed"],
    ["half a picture", png().subarray(0, 40), 422, "files.damaged"],
    ["too many pixels", png({ width: 30_000, height: 30_000 }), 422, "files.too_many_pixels"],
    ["too many bytes", Buffer.concat([png(), Buffer.alloc(50_000)]), 413, "files.too_large"],
    ["nothing", Buffer.alloc(0), 415, "files.type_not_allowed"],
  ])("%s is refused, and nothing of it stays", async (_, bytes, status, code) => {
    const before = await filesOnDisk();
    const answer = await upload({ bytes, name: "a.png", type: "image/png" });
    expect(answer.json()).toMatchObject({ status, code });
    expect(await filesOnDisk()).toBe(before);
  });

  test("a form that is none, has no file, or is cut off is refused with a reason", async () => {
    const whole = formOf(png(), "a.png", "image/png");
    const field = Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--${boundary}--\r\n`,
    );
    expect((await send(whole.subarray(0, whole.length - 30))).statusCode).toBe(400);
    expect((await send(Buffer.from("no form"))).statusCode).toBe(400);
    expect((await send(field)).statusCode).toBeGreaterThanOrEqual(400);
    expect((await send(field)).statusCode).toBeLessThan(500);
    const json = await world.app.inject({
      ...{ method: "POST", url: "/api/files", query: { purpose: "test.picture", organisationId: city.id } },
      ...{ payload: { file: "x" }, headers: { cookie: keeper.cookie } },
    });
    expect(json.json()).toMatchObject({ status: 400, code: "files.no_file" });
    expect((await upload({ bytes: png(), purpose: "test.unknown" })).json()).toMatchObject({
      code: "files.no_such_purpose",
    });
  });

  test("only who holds the purpose's permission there may; another union's staff may not", async () => {
    const elsewhere = await aNode(world.database);
    const stranger = await aStaff(world.database, world.secrets, { node: city, duties: ["test.stranger"] });
    const other = await aStaff(world.database, world.secrets, { node: elsewhere, duties: ["test.keeper"] });
    expect((await upload({ bytes: png(), cookie: "" })).statusCode).toBe(401);
    expect((await upload({ bytes: png(), cookie: stranger.cookie })).statusCode).toBe(403);
    expect((await upload({ bytes: png(), cookie: other.cookie })).statusCode).toBe(403);
    expect((await upload({ bytes: png(), at: { id: crypto.randomUUID() } })).statusCode).toBe(403);
    expect((await upload({ bytes: png(), cookie: other.cookie, at: elsewhere })).statusCode).toBe(201);
  });

  test("an account that sends without end is stopped for a while", async () => {
    await transact(system(), (tx) =>
      sql`insert into kernel.limit_event (key) select ${`upload:${keeper.id}`} from generate_series(1, 60)`.execute(
        tx.db,
      ),
    );
    expect((await upload({ bytes: png() })).json()).toMatchObject({ status: 429, code: "files.too_many_uploads" });
  });

  test("people who hang up in the middle take no place from others", async () => {
    const address = await world.app.listen({ port: 0, host: "127.0.0.1" });
    for (let times = 0; times < 8; times++) await hangUp(Number(new URL(address).port));
    expect((await upload({ bytes: png() })).statusCode).toBe(201);
  });
});

const filesOnDisk = async () =>
  (await readdir(join(dataDir, "files"), { recursive: true, withFileTypes: true }).catch(() => [])).filter((one) =>
    one.isFile(),
  ).length;

/** Begins an upload, and is gone before it ends. */
const hangUp = (port: number) =>
  new Promise<void>((gone) => {
    const socket = connectTcp(port, "127.0.0.1", () => {
      const path = `/api/files?purpose=test.picture&organisationId=${city.id}`;
      const begin = formOf(png(), "a.png", "image/png").subarray(0, 150);
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: x\r\nCookie: ${keeper.cookie}\r\nContent-Length: 9999\r\n` +
          `Content-Type: multipart/form-data; boundary=${boundary}\r\n\r\n`,
      );
      socket.write(begin, () => setTimeout(() => socket.destroy(), 100));
    });
    socket.on("close", () => setTimeout(gone, 50));
  });

describe("handing out", () => {
  test("a published picture is for everybody and for ever, with headers that leave nothing to guess", async () => {
    const id = await aFile({ bytes: png(), name: "冬 天.png" });
    expect((await get(`/api/files/${id}`)).statusCode).toBe(404);
    await show(id, { owner: "thing:1" });
    expect((await get(`/api/files/${id}`)).statusCode).toBe(404);
    await transact(system(), (tx) => publishFiles(tx, "thing:1"));
    const answer = await get(`/api/files/${id}`);
    expect(answer.rawPayload).toEqual(png());
    expect(answer.headers).toMatchObject({
      ...{ "content-type": "image/png", "content-length": String(png().length), "x-content-type-options": "nosniff" },
      "cache-control": "public, max-age=31536000, immutable",
      "content-disposition": "inline; filename=\"_ _.png\"; filename*=UTF-8''%E5%86%AC%20%E5%A4%A9.png",
    });
    const again = await get(`/api/files/${id}`, undefined, { "if-none-match": String(answer.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, ""]);
  });

  test("a document needs a sign-in though it is published, and is only ever saved", async () => {
    const document = Buffer.from("%PDF-1.7\n%%EOF");
    const id = await aFile({ bytes: document, purpose: "test.document" });
    await show(id, { owner: "thing:2", purpose: "test.document", published: true });
    expect((await get(`/api/files/${id}`)).statusCode).toBe(404);
    const answer = await get(staffSide(id), keeper.cookie);
    expect(answer.rawPayload).toEqual(document);
    expect(answer.headers).toMatchObject({
      "content-security-policy": "sandbox; default-src 'none'",
      "content-disposition": "attachment; filename=\"a.pdf\"; filename*=UTF-8''a.pdf",
      "cache-control": "no-store",
    });
  });

  test("staff of another union, without the permission, or without a session get nothing", async () => {
    const id = await aFile();
    const elsewhere = await aNode(world.database);
    const other = await aStaff(world.database, world.secrets, { node: elsewhere, duties: ["test.keeper"] });
    const stranger = await aStaff(world.database, world.secrets, { node: city, duties: ["test.stranger"] });
    expect((await get(staffSide(id))).statusCode).toBe(401);
    expect((await get(staffSide(id), other.cookie)).statusCode).toBe(404);
    expect((await get(staffSide(id), stranger.cookie)).statusCode).toBe(404);
    expect((await get(staffSide(crypto.randomUUID()), keeper.cookie)).statusCode).toBe(404);
    expect((await get("/api/files/..%2F..%2Fetc%2Fpasswd")).statusCode).toBe(400);
  });
});

describe("what nothing shows goes", () => {
  test("a loose file is swept after a day, one that is shown is not, nor one just brought in", async () => {
    const [old, fresh, shown, replaced] = [await aFile(), await aFile(), await aFile(), await aFile()];
    for (const id of [old, shown, replaced]) await age(id, "created_at");
    await show(shown, { owner: "thing:3" });
    await show(replaced, { owner: "thing:4" });
    await show(null, { owner: "thing:4", before: replaced });
    await sweepFiles(system(), storage());
    expect([old, fresh, shown, replaced].map(onDisk)).toEqual([false, true, true, true]);
    await age(replaced, "released_at");
    expect(await sweepFiles(system(), storage())).toBe(1);
    expect([await rows(replaced), onDisk(replaced)]).toEqual([0, false]);
  });

  test("a sweep that broke off is finished by the next, and what is going cannot be shown", async () => {
    const id = await aFile();
    await age(id, "created_at");
    const broken = { ...storage(), remove: () => Promise.reject(new Error("no disk")) };
    await expect(sweepFiles(system(), broken)).rejects.toThrow("no disk");
    expect([await rows(id), onDisk(id)]).toEqual([1, true]);
    await expect(show(id, { owner: "thing:5" })).rejects.toThrow("files.not_usable");
    await sweepFiles(system(), storage());
    expect([await rows(id), onDisk(id)]).toEqual([0, false]);
  });

  test("a file is shown by one thing, of its own purpose, and cannot be deleted there", async () => {
    const id = await aFile();
    const remove = () => world.app.inject({ method: "DELETE", url: staffSide(id), headers: { cookie: keeper.cookie } });
    await expect(show(id, { owner: "thing:6", purpose: "test.document" })).rejects.toThrow("files.not_usable");
    await show(id, { owner: "thing:6" });
    await expect(show(id, { owner: "thing:7" })).rejects.toThrow("files.not_usable");
    expect((await remove()).json()).toMatchObject({ status: 409, code: "files.in_use" });
    await show(null, { owner: "thing:6", before: id });
    expect((await remove()).statusCode).toBe(204);
    expect([await rows(id), onDisk(id), (await remove()).statusCode]).toEqual([0, false, 404]);
  });

  test("a full disk is said so, and leaves nothing that looks like a file", async () => {
    const full = { ...storage(), put: () => Promise.reject(new Error("ENOSPC")) };
    const given = {
      purpose: "test.picture",
      node: city.path,
      name: "a.png",
      stream: [png()] as unknown as AsyncIterable<Buffer>,
    };
    await expect(saveFile(system(), full, given)).rejects.toMatchObject({
      status: 503,
      code: "files.storage_unavailable",
    });
    const seen = await transact(system(), (tx) =>
      sql<{ id: string }>`select id from kernel.file where stored_at is null`.execute(tx.db),
    );
    const id = seen.rows[0]?.id ?? "";
    await expect(show(id, { owner: "thing:8" })).rejects.toThrow("files.not_usable");
    expect((await get(staffSide(id), keeper.cookie)).statusCode).toBe(404);
  });
});
