import { asSystem, type Ctx, transact } from "#kernel/context";
import type { SignInApp } from "#kernel/sign-in/sign-in.builders";
import { staffActorOf } from "#kernel/sign-in/staff-actor";
import { viewImport, viewLines } from "./import-view.ts";
import { refusedWorkbook } from "./refused-workbook.ts";
import { decide, submitImport, undoImport } from "./review-import.ts";
import { takeFile } from "./take-file.ts";
import { workOnce } from "./work-imports.ts";

/** Somebody who brings in sheets of one kind for one organisation or one thing; without HTTP, for tests of targets. */
export function aSheetDesk(
  { database, secrets }: Pick<SignInApp, "database" | "secrets">,
  accountId: string,
  { together, ...of }: { kind: string; nodeId?: string; subjectId?: string; together?: number },
) {
  const system = asSystem(database.ctx(), "imports");
  const ctx = async (): Promise<Ctx> => {
    const actor = await transact(system, (tx) => staffActorOf(tx.db, accountId, accountId));
    if (actor === undefined) throw new Error("there is no such account");
    return { ...system, actor };
  };
  const work = async () => {
    while (await workOnce({ ctx: system, secrets, ...(together !== undefined && { together }) }));
  };
  const take = async (fileName: string, content: Uint8Array): Promise<string> => {
    const id = await takeFile(await ctx(), secrets, { ...of, fileName, content });
    await work();
    return id;
  };
  const view = async (id: string) => viewImport(await ctx(), id);
  return {
    ctx,
    view,
    /** Brings rows of cells in, headings first, and lets the server check them. */
    bring: (rows: readonly (readonly string[])[]): Promise<string> =>
      take("名单.csv", Buffer.from(rows.map((cells) => cells.join(",")).join("\n"))),
    /** Brings a file in as it is. */
    take,
    /** The sender's own workbook with what is refused marked. */
    refused: async (id: string) => refusedWorkbook(await ctx(), secrets, { id, language: "zh-CN" }),
    /** What becomes of each row: its outcome, and the codes that speak against it. */
    rows: async (id: string) => {
      const filter = { undecided: false, noted: false, after: 0, limit: 100 };
      const { items } = await viewLines(await ctx(), secrets, { id, filter });
      return items.map(({ row, outcome, state, defects, notes, candidates, kept, cells }) => ({
        ...{ row, outcome, state, kept, candidates: candidates.map((one) => one.id) },
        codes: [...defects, ...notes].map(({ code }) => code),
        changed: cells.filter((cell) => cell.changed).map(({ key }) => key),
      }));
    },
    decide: async (id: string, row: number, targetId: string) =>
      decide(await ctx(), { id, row, decision: "same", targetId }),
    /** Hands it in with what is refused left out, and lets the server write. */
    write: async (id: string) => {
      await submitImport(await ctx(), id, { skipRefused: true });
      await work();
      return view(id);
    },
    undo: async (id: string) => {
      await undoImport(await ctx(), id, { reason: "选错了文件" });
      await work();
      return view(id);
    },
  };
}
