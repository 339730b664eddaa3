import { sql } from "kysely";
import { type Decision, listDecisionsOf, registerDecidable, type Waiting } from "#engines/decisions";
import { hasDuty, pathsHolding } from "#kernel/policy";
import { conflict } from "#kernel/problem";
import { registerBegunRows } from "#kernel/sign-in/hand-over";
import { type ImportRow, listToAnswer } from "./import.store.ts";
import { findTarget, listTargets } from "./targets.ts";

const mostWaiting = 50;

registerBegunRows("import", {
  ...{ table: "sheets.import", by: "created_by" },
  open: sql`destroyed_at is null and state not in ('undone', 'withdrawn', 'applied')`,
});

// What was handed in, or shall be taken back, reaches the second person where everything else waits for them too; the rows are on its page.
registerDecidable({
  type: "import",
  onPage: true,
  waitingFor: async ({ actor, db }) => {
    if (actor.kind !== "staff") return [];
    const paths = [...new Set(listTargets().flatMap(({ permission }) => pathsHolding(actor, permission)))];
    if (paths.length === 0) return [];
    const all = await listToAnswer(db, { paths, except: actor.accountId, limit: mostWaiting });
    const rows = all.filter(({ kind, node }) => {
      const target = findTarget(kind);
      return target !== undefined && hasDuty(actor, target.permission, node);
    });
    const decisions = await listDecisionsOf(db, { type: "import", ids: rows.map(({ id }) => id) });
    return rows.map((row) => waitingOf(row, decisions.get(row.id)?.at(-1)));
  },
  decide: async () => {
    throw conflict("decisions.on_its_page");
  },
});

/** `asked`: the step of whoever handed it in, or asked for it to be taken back. */
function waitingOf(row: ImportRow, asked: Decision | undefined): Waiting {
  const rows = row.rowsTotal ?? 0;
  const back = { code: "import_undo", params: { rows, reason: asked?.note ?? "" } };
  return {
    ...{ id: row.id, title: row.fileName, node: row.node, revision: row.revision, step: "approved" },
    ...{ from: asked?.by.name ?? null, since: asked?.at ?? row.createdAt, amountFen: null },
    facts: [row.state === "undo_asked" ? back : { code: "import_rows", params: { rows } }],
    link: `/people/imports/${row.id}`,
  };
}
