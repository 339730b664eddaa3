import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { inProcess } from "../proofs/in-process.ts";
import { findHeading, findTarget, glanceAtSheets, mapColumns } from "../server/engines/sheets/index.ts";
import { transact } from "../server/kernel/context.ts";
import { uuidv7 } from "../server/kernel/ids.ts";
import { insertGrant } from "../server/kernel/sign-in/grants.store.ts";
import { startSession } from "../server/kernel/sign-in/sessions.ts";
import { insertAccount } from "../server/kernel/sign-in/staff-accounts.store.ts";
import type { ImportView, LineView } from "../server/modules/membership/imports/import.schemas.ts";
import { addOrganisation } from "../server/modules/membership/index.ts";
import type { Stage } from "./stage.ts";

export type Import = z.output<typeof ImportView>;
export type Line = z.output<typeof LineView>;
export type SheetKind = "people" | "labour_ledger";

interface Answered {
  status: number;
  body: Buffer;
}

/** An officer of one union who brings files in, over HTTP as a browser does. */
export interface ImportDesk {
  organisationId: string;
  node: string;
  accountId: string;
  upload(content: Uint8Array, name: string, kind: SheetKind): Promise<string>;
  get(id: string): Promise<Import>;
  act(id: string, act: string, payload?: object, method?: "POST" | "PUT"): Promise<Import>;
  /** The answer's status and body, whatever they are. */
  ask(method: "GET" | "POST" | "PUT", path: string, payload?: object): Promise<Answered>;
  /** Waits until the server has done what it has to do for it. Throws when it says that it cannot. */
  settled(id: string): Promise<Import>;
  /** Sets up every union that the file names and the register lacks. */
  setUpUnions(id: string): Promise<void>;
  lines(id: string, query?: string): Promise<Line[]>;
}

const working = new Set(["reading", "checking", "applying", "undoing"]);

export async function openImportDesk(stage: Stage, port: () => number): Promise<ImportDesk> {
  const officer = await anOfficer(stage);
  const base = () => `http://127.0.0.1:${port()}/api/staff/imports`;
  const send = async (url: string, init: RequestInit): Promise<Answered> => {
    const answer = await fetch(url, { ...init, headers: { ...init.headers, cookie: officer.cookie } });
    return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()) };
  };
  const ask: ImportDesk["ask"] = (method, path, payload) =>
    send(`${base()}${path}`, {
      method,
      ...(payload === undefined
        ? {}
        : { body: JSON.stringify(payload), headers: { "content-type": "application/json" } }),
    });
  const ok = async <T>(answer: ReturnType<typeof send>): Promise<T> => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`${status} ${body}`);
    return JSON.parse(body.toString("utf8")) as T;
  };
  const get = (id: string) => ok<Import>(ask("GET", `/${id}`));
  const act: ImportDesk["act"] = (id, what, payload = {}, method = "POST") =>
    ok(ask(method, `/${id}/${what}`, payload));
  return {
    ...officer,
    ...{ ask, get, act },
    upload: async (content, name, kind) => {
      const form = new FormData();
      form.append("file", new Blob([new Uint8Array(content)]), name);
      const url = `${base()}?kind=${kind}&organisationId=${officer.organisationId}`;
      return (await ok<{ id: string }>(send(url, { method: "POST", body: form }))).id;
    },
    settled: async (id) => {
      for (;;) {
        const now = await get(id);
        if (now.problem !== null) throw new Error(`the import says ${JSON.stringify(now.problem)}`);
        if (!working.has(now.state)) return now;
        await sleep(100);
      }
    },
    setUpUnions: async (id) => {
      const unknown = Object.entries((await get(id)).settled.union ?? {}).filter(([, meant]) => meant === null);
      const names = Object.fromEntries(unknown.map(([name]) => [name, { create: true }]));
      if (unknown.length > 0) await act(id, "names", { column: "union", names }, "PUT");
    },
    lines: async (id, query = "") => {
      const all: Line[] = [];
      for (let after: number | null = 0; after !== null; ) {
        const path = `/${id}/lines?limit=100&after=${after}&${query}`;
        const page: { items: Line[]; next: number | null } = await ok(ask("GET", path));
        all.push(...page.items);
        after = page.next;
      }
      return all;
    },
  };
}

async function anOfficer(stage: Stage) {
  const use = await inProcess(stage);
  try {
    return await transact(use.system, async (tx) => {
      const { id, node } = await addOrganisation(tx, { parentId: null, name: "云岭县总工会", kind: "county" });
      const accountId = uuidv7();
      const account = { id: accountId, node, nodeId: id, login: "officer", name: "录入员" };
      await insertAccount(tx.db, { ...account, passwordHash: "none", passwordTemporary: false });
      const grant = { accountId, duty: "people.officer", node, nodeId: id, until: null, grantedBy: "system:stage" };
      await insertGrant(tx.db, { id: uuidv7(), ...grant });
      const { token } = await startSession(tx, { entrance: "staff", principalId: accountId });
      return { organisationId: id, node, accountId, cookie: `gh_staff=${token}` };
    });
  } finally {
    await use.close();
  }
}

/** Which of the sheets a file is: the one that knows most of its columns. */
export async function kindOf(file: Uint8Array): Promise<SheetKind> {
  const samples = (await glanceAtSheets(file)).find(({ chosen }) => chosen)?.firstRows ?? [];
  const known = (kind: SheetKind): number => {
    const schema = findTarget(kind)?.schema;
    if (schema === undefined) throw new Error(`the sheet ${kind} is not registered`);
    const { columns } = mapColumns(schema, { heading: findHeading(samples, schema), samples, remembered: {} });
    return columns.filter(({ key }) => key !== null).length;
  };
  return known("labour_ledger") > known("people") ? "labour_ledger" : "people";
}
