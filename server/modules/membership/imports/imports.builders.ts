import type { z } from "zod";
import { workOnce } from "#engines/sheets";
import { asSystem } from "#kernel/context";
import type { SignInApp } from "#kernel/sign-in/sign-in.builders";
import type { ImportView, LineView } from "./import.schemas.ts";
import { uploadOf } from "./upload.fixture.ts";

type Import = z.output<typeof ImportView>;
type Line = z.output<typeof LineView>;

/** An officer at the import desk of one organisation. */
export function anImportDesk(server: SignInApp, who: { cookie: string }, organisationId: string) {
  const base = "/api/staff/imports";
  const worker = { ctx: asSystem(server.database.ctx(), "imports"), secrets: server.secrets };
  const call = (method: "GET" | "POST" | "PUT", url: string, payload?: object) =>
    server.app.inject({
      method,
      url: `${base}${url}`,
      headers: { cookie: who.cookie },
      ...(payload ? { payload } : {}),
    });
  const ok = async <T>(answer: ReturnType<typeof call>): Promise<T> => {
    const { statusCode, body } = await answer;
    if (statusCode >= 300) throw new Error(`${statusCode} ${body}`);
    return JSON.parse(body) as T;
  };
  const get = (id: string) => ok<Import>(call("GET", `/${id}`));
  return {
    call,
    get,
    worker,
    /** Lets the server do everything that waits for it. */
    work: async () => {
      while (await workOnce(worker));
    },
    upload: async (content: Uint8Array, name = "花名册.xlsx", kind = "people"): Promise<string> => {
      const { payload, headers } = uploadOf(content, name);
      const url = `${base}?kind=${kind}&organisationId=${organisationId}`;
      const answer = await server.app.inject({
        method: "POST",
        url,
        headers: { ...headers, cookie: who.cookie },
        payload,
      });
      if (answer.statusCode !== 201) throw new Error(answer.body);
      return (answer.json() as { id: string }).id;
    },
    act: (id: string, act: string, payload: object = {}, method: "POST" | "PUT" = "POST") =>
      ok<Import>(call(method, `/${id}/${act}`, payload)),
    /** All lines that the query names. */
    lines: async (id: string, query = ""): Promise<Line[]> => {
      const all: Line[] = [];
      for (let after: number | null = 0; after !== null; ) {
        const page: { items: Line[]; next: number | null } = await ok(
          call("GET", `/${id}/lines?limit=100&after=${after}&${query}`),
        );
        all.push(...page.items);
        after = page.next;
      }
      return all;
    },
    /** Sets up every union that the file names and the register lacks. */
    settleAll: async (id: string) => {
      const { settled } = await get(id);
      const unknown = Object.entries(settled.union ?? {}).filter(([, meant]) => meant === null);
      const names = Object.fromEntries(unknown.map(([name]) => [name, { create: true }]));
      if (unknown.length > 0) await ok(call("PUT", `/${id}/names`, { column: "union", names }));
    },
  };
}
