import { setTimeout as sleep } from "node:timers/promises";
import { demoPhone, loadDemoCity } from "../db/demo/city.ts";
import { makeLedger, makeRoster, type Sample, type SampleFormat, sampleBytes } from "../db/samples/index.ts";
import { aCookie, aStaff } from "../server/kernel/sign-in/sign-in.builders.ts";
import { aKey, aMerchant } from "../server/modules/benefits/benefits.builders.ts";
import { Applicant, anIdNumber } from "../server/modules/membership/joining/joining.builders.ts";
import type { aServerOfItsOwn } from "../server/plaintext.builders.ts";
import type { Seeds } from "./plaintext.find.ts";
import type { Answered } from "./plaintext.places.ts";

type Server = Awaited<ReturnType<typeof aServerOfItsOwn>>;

/** Asks over the network, and keeps every answer. */
export class Desk {
  readonly answers: Answered[] = [];
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async ask(cookie: string, method: string, url: string, body?: object): Promise<Answered> {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${this.#origin}${url}`, {
      ...{ method, redirect: "manual" },
      headers: {
        cookie,
        "idempotency-key": aKey(),
        ...(body && !isForm ? { "content-type": "application/json" } : {}),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const said = Buffer.from(await answer.arrayBuffer()).toString("latin1");
    const text = `${said} ${JSON.stringify([...answer.headers])}`;
    const kept = { url, status: answer.status, text };
    this.answers.push(kept);
    return { ...kept, text: said };
  }

  async done<T>(cookie: string, method: string, url: string, body?: object): Promise<T> {
    const { status, text } = await this.ask(cookie, method, url, body);
    if (status >= 300) throw new Error(`${method} ${url}: ${status} ${text}`);
    return (text === "" ? undefined : JSON.parse(Buffer.from(text, "latin1").toString("utf8"))) as T;
  }
}

/** Everything by which numbers come in: forms, sign-ins, joining, workbooks; and every way in which they are refused. */
export async function bringIn(
  server: Server,
  desk: Desk,
  { seeds, seed, rows }: { seeds: Seeds; seed: number; rows: number },
): Promise<void> {
  const { world } = server;
  const city = await loadDemoCity(server.runtime, { people: 60 });
  for (let at = 0; at < 60; at++) seeds.add(demoPhone(at));
  const at = { id: city.city.id, path: city.city.node };
  const duties = ["people.officer", "benefits.maker"];
  const officer = await aStaff(world.database, world.secrets, { node: at, duties });
  const second = await aStaff(world.database, world.secrets, { node: at, duties: ["people.officer"] });
  const union = city.unions[0]?.id ?? "";

  await byForms(desk, { cookie: officer.cookie, union, seeds });
  await bySigningIn(desk, { phone: demoPhone(0).slice(3), seeds });
  await byJoining(server, desk, { cookie: officer.cookie, union, seeds });
  await byCopies(server, desk, { cookie: officer.cookie, union, seeds });
  await byMerchants(server, desk, { cookie: officer.cookie, city: city.city, seeds });
  const who = { officer: officer.cookie, second: second.cookie, organisationId: at.id };
  await byWorkbook(desk, { ...who, seeds, sample: makeRoster({ rows, seed }), format: "xlsx", apply: true });
  const ledger = makeLedger({ rows: Math.ceil(rows / 2), seed: seed + 1 });
  await byWorkbook(desk, { ...who, seeds, sample: ledger, format: "csv-gb18030", apply: false });
}

async function byForms(desk: Desk, { cookie, union, seeds }: { cookie: string; union: string; seeds: Seeds }) {
  const [phone, other, number] = ["13700010001", "13700010002", anIdNumber("19771111")];
  for (const one of [phone, other, number]) seeds.add(one);
  const given = { name: "钱一", phone, organisationId: union, document: { kind: "resident_id", number } };
  const { id } = await desk.done<{ id: string }>(cookie, "POST", "/api/people", given);
  await desk.done(cookie, "POST", `/api/people/${id}/reveal`, { field: "id_number", purpose: "verify" });
  await desk.done(cookie, "POST", `/api/people/${id}/phone`, { phone: other, reason: "lost" });
  for (const typed of [phone, number]) await desk.ask(cookie, "GET", `/api/people?q=${typed}`);
  // Refused in every way that a form knows.
  await desk.ask(cookie, "POST", "/api/people", given);
  await desk.ask(cookie, "POST", "/api/people", { ...given, phone: other });
  await desk.ask(cookie, "POST", "/api/people", { ...given, phone: [phone], [number]: phone });
  await desk.ask(cookie, "POST", "/api/people", { ...given, document: { kind: number, number: `${number}9` } });
  await desk.ask("", "POST", "/api/people", given);
  await desk.ask(`gh_staff=${number}`, "GET", `/api/people/${phone}?limit=${number}`);
}

async function bySigningIn(desk: Desk, { phone, seeds }: { phone: string; seeds: Seeds }) {
  const stranger = "13700010003";
  seeds.add(stranger);
  const { demoCode } = await desk.done<{ demoCode: string }>("", "POST", "/api/member/sign-in/codes", { phone });
  await desk.done("", "POST", "/api/member/sign-in", { phone, code: demoCode });
  await desk.ask("", "POST", "/api/member/sign-in/codes", { phone: stranger });
  await desk.ask("", "POST", "/api/member/sign-in", { phone: stranger, code: "000000" });
  await desk.ask("", "POST", "/api/member/sign-in", { phone: stranger, code: stranger });
  await desk.ask("", "POST", "/api/staff/sign-in", { login: stranger, password: stranger });
}

async function byJoining(
  { world }: Server,
  desk: Desk,
  { cookie, union, seeds }: { cookie: string; union: string; seeds: Seeds },
) {
  for (const [phone, accepted] of [
    ["13700010004", true],
    ["13700010005", false],
  ] as const) {
    const idNumber = anIdNumber("19660606");
    for (const one of [phone, idNumber]) seeds.add(one);
    const applicant = new Applicant(world.app, phone);
    await applicant.apply({ name: "孙三", idNumber, organisationId: union });
    const { items } = await desk.done<{ items: { id: string }[] }>(cookie, "GET", "/api/staff/joining");
    const url = `/api/staff/joining/${items[0]?.id}`;
    await desk.done(cookie, "POST", `${url}/reveal`, { field: "phone", purpose: "verify" });
    const answer = { revision: 1, note: "资料已核对" };
    await desk.done(cookie, "POST", `${url}/${accepted ? "approve" : "refuse"}`, answer);
  }
}

/** What leaves the register in whole numbers: a member's own copy, a list as a file; what members say of themselves; an invitation. */
async function byCopies(
  { world }: Server,
  desk: Desk,
  { cookie, union, seeds }: { cookie: string; union: string; seeds: Seeds },
) {
  const [phone, said, invited, number] = ["13700010007", "13700010008", "13700010009", anIdNumber("19551212")];
  for (const one of [phone, said, invited, number]) seeds.add(one);
  const document = { kind: "resident_id", number };
  const given = { name: "李四", phone, organisationId: union, document };
  const { id } = await desk.done<{ id: string }>(cookie, "POST", "/api/people", given);
  const own = await aCookie(world.database, "member", id);
  const { demoCode } = await desk.done<{ demoCode: string }>(own, "POST", "/api/member/data/codes", { what: "copy" });
  await desk.done(own, "POST", "/api/member/data/copy", { code: demoCode });
  await desk.done(own, "POST", "/api/member/data/corrections", { field: "other", said: `现在用 ${said}` });
  await desk.done(cookie, "POST", "/api/staff/invitations", { organisationId: union, phone: invited });

  const exports = "/api/staff/people-exports";
  const columns = ["name", "idNumber", "phone"];
  const asked = { organisationId: union, q: phone, columns, plain: columns.slice(1), format: "csv", purpose: "核对" };
  const made = await desk.done<{ id: string }>(cookie, "POST", exports, asked);
  await comesTrue("the file is ready", async () => {
    const { items } = await desk.done<{ items: { id: string; state: string }[] }>(cookie, "GET", exports);
    return items.find((one) => one.id === made.id && one.state === "ready");
  });
  const { text } = await desk.ask(cookie, "GET", `${exports}/${made.id}/file`);
  if (!text.includes(number)) throw new Error("the file has not the number that was asked for");
}

/** A merchant's account, and a clerk's phone. */
async function byMerchants(
  { world }: Server,
  desk: Desk,
  { cookie, city, seeds }: { cookie: string; city: { id: string; node: string }; seeds: Seeds },
) {
  const [account, clerkPhone] = ["6222021234567890128", "13700010006"];
  for (const one of [account, clerkPhone]) seeds.add(one);
  const shop = await aMerchant(world, city);
  const merchant = `/api/staff/merchants/${shop.merchant.organisationId}`;
  const bank = { bankName: "工商银行", holder: "惠民超市", account, fromOn: "2099-01-01", reason: "换行" };
  await desk.done(cookie, "POST", `${merchant}/bank-accounts`, bank);
  await desk.ask(cookie, "POST", `${merchant}/bank-accounts`, { ...bank, fromOn: account });
  await desk.done(cookie, "POST", `${merchant}/clerks`, { name: "钱二", phone: clerkPhone });
  await desk.ask("", "POST", "/api/till/sign-in/codes", { phone: clerkPhone });
}

interface Workbook {
  officer: string;
  second: string;
  organisationId: string;
  seeds: Seeds;
  sample: Sample;
  format: SampleFormat;
  /** Else it stays where it waits for somebody to look at it. */
  apply: boolean;
}

interface Import {
  state: string;
  problem: unknown;
  settled: { union?: Record<string, unknown> };
}

async function byWorkbook(desk: Desk, given: Workbook): Promise<void> {
  const { officer, sample, seeds } = given;
  for (const row of sample.rows()) for (const cell of row) addNumber(seeds, cell);
  const bytes = Buffer.concat(await Array.fromAsync(sampleBytes(sample, given.format)));
  const form = new FormData();
  form.append("file", new Blob([bytes]), `${sample.name}.${given.format === "xlsx" ? "xlsx" : "csv"}`);
  const kind = sample.name.startsWith("labour") ? "labour_ledger" : "people";
  const query = `kind=${kind}&organisationId=${given.organisationId}`;
  const { id } = await desk.done<{ id: string }>(officer, "POST", `/api/staff/imports?${query}`, form);
  const url = `/api/staff/imports/${id}`;
  const now = await settled(desk, officer, url);
  const unknown = Object.entries(now.settled.union ?? {}).filter(([, meant]) => meant === null);
  const names = Object.fromEntries(unknown.map(([name]) => [name, { create: true }]));
  if (unknown.length > 0) await desk.done(officer, "PUT", `${url}/names`, { column: "union", names });
  await settled(desk, officer, url);
  await desk.done(officer, "GET", `${url}/lines?limit=100`);
  await desk.ask(officer, "GET", `${url}/refused`);
  if (!given.apply) return;
  await desk.ask(officer, "POST", `${url}/leave-undecided`, {});
  await settled(desk, officer, url);
  await desk.done(officer, "POST", `${url}/submit`, { skipRefused: true });
  await settled(desk, officer, url);
}

const working = new Set(["reading", "checking", "applying", "undoing"]);

const settled = (desk: Desk, cookie: string, url: string): Promise<Import> =>
  comesTrue(`${url} is settled`, async () => {
    const now = await desk.done<Import>(cookie, "GET", url);
    if (now.problem !== null) throw new Error(JSON.stringify(now.problem));
    return working.has(now.state) ? undefined : now;
  });

/** What the server does by itself: seconds, at full size on a slow machine minutes. */
const longest = 10 * 60_000;

async function comesTrue<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (const until = Date.now() + longest; Date.now() < until; await sleep(100)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`in ten minutes it has not come true that ${what}`);
}

function addNumber(seeds: Seeds, cell: unknown): void {
  const text = String(cell ?? "")
    .normalize("NFKC")
    .replace(/[\s-]/g, "")
    .replace(/^\+86/, "");
  if (/^(1\d{10}|\d{17}[\dXx])$/.test(text)) seeds.add(text);
}
