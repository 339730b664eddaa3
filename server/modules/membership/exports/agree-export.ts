import { recordDecision, registerDecidable } from "#engines/decisions";
import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { pathsHolding } from "#kernel/policy";
import { conflict } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import * as store from "./export.store.ts";
import { columnsOf } from "./export-columns.ts";
import { getExport, searchShown } from "./export-views.ts";

/** More than anybody will answer at a time. */
const mostWaiting = 100;

// Whole numbers of many people leave the register only when somebody else, who answers for the same people, has seen for what.
registerDecidable({
  type: "people_export",
  waitingFor: async (tx, secrets) => {
    if (tx.actor.kind !== "staff" || secrets === undefined) return [];
    const { accountId } = tx.actor;
    const paths = pathsHolding(tx.actor, "people.manage");
    const rows = await store.listExports(tx.db, { paths, waiting: true, limit: mostWaiting });
    return rows.filter((row) => row.askedBy !== accountId).map((row) => waitingOf(secrets, row));
  },
  decide: (ctx, _secrets, { id, verdict, note, fileId }) => answerExport(ctx, { id, verdict, note, fileId }),
});

function waitingOf(secrets: Secrets, row: store.ExportRow) {
  // In the order of the file; the page says what they are called.
  const keysOf = (keys: readonly string[]) =>
    columnsOf(row)
      .map(({ key }) => key)
      .filter((key) => keys.includes(key))
      .join(",");
  const search = searchShown(secrets, row);
  return {
    ...{ id: row.id, title: String(row.number), node: row.node, revision: 1, step: "approved" },
    ...{ from: row.askedByName, since: row.askedAt, amountFen: null, link: "/people/exports" },
    facts: [
      { code: "export_purpose", params: { purpose: row.purpose } },
      { code: "export_people", params: { people: row.people } },
      ...(search === null ? [] : [{ code: "export_search", params: { search } }]),
      { code: "export_plain", params: { columns: keysOf(row.plain) } },
      { code: "export_columns", params: { columns: keysOf(row.columns) } },
    ],
  };
}

/** The second person's yes or no. Throws people_export.missing, people_export.answered, decisions.same_person. */
export async function answerExport(
  ctx: Ctx,
  given: { id: string; verdict: "passed" | "refused"; note: string; fileId: string | null },
): Promise<void> {
  await transact(ctx, async (tx: Tx) => {
    const row = await getExport(tx, given.id, { locked: true });
    if (row.state !== "waiting") throw conflict("people_export.answered");
    const object = { type: "people_export", id: row.id };
    const { id: _, ...decision } = given;
    const about = { object, node: row.node, revision: 1, step: "approved", distinctFrom: [], notBy: [row.askedBy] };
    await recordDecision(tx, { ...about, ...decision });
    await store.setState(tx.db, row.id, { state: given.verdict === "passed" ? "making" : "refused" });
    const detail = { verdict: given.verdict, number: row.number, people: row.people };
    await record(tx, { node: row.node, action: "people_export.answered", object, detail });
  });
}
