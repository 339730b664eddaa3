import { listDecisionsOf, mayStillDecide, registerDecidable, type Waiting } from "#engines/decisions";
import { type Tx, transact } from "#kernel/context";
import { once } from "#kernel/http/idempotency";
import { pathsHolding } from "#kernel/policy";
import { decideStatement } from "./decide-statement.service.ts";
import { statementPolicy } from "./settlement.policy.ts";
import { type Step, steps } from "./statement.rules.ts";
import { listWaitingStatements, type StatementRow } from "./statement.store.ts";

const most = 200;

/** The step of the union's people that a statement waits for; payment asks for more than a yes, so it is done on its page. */
const stepOf = ({ state }: StatementRow): Step => (state === "confirmed" ? "review" : "approve");

/** Statements that wait for this person: by duty, and that others took the steps before. */
async function waitingStatements(tx: Tx): Promise<Waiting[]> {
  const { actor } = tx;
  if (actor.kind !== "staff") return [];
  const paths = [...pathsHolding(actor, "settlement.review"), ...pathsHolding(actor, "settlement.approve")];
  const rows = await listWaitingStatements(tx.db, [...new Set(paths)], most);
  const decided = await listDecisionsOf(tx.db, { type: "statement", ids: rows.map((row) => row.id) });
  const mine = rows.filter((row) => {
    const step = stepOf(row);
    const notBy = row.draftedBy === null ? [] : [row.draftedBy];
    const wanted = { revision: row.revision, by: actor.accountId, notBy, ...steps[step] };
    return statementPolicy[step](actor, row) && mayStillDecide(wanted, decided.get(row.id) ?? []);
  });
  return mine.map((row) => ({
    ...{ id: row.id, title: `${row.number} ${row.tradeName}`, node: row.node, revision: row.revision },
    ...{ step: steps[stepOf(row)].step, from: decided.get(row.id)?.at(-1)?.by.name ?? row.draftedByName },
    ...{ since: decided.get(row.id)?.at(-1)?.at ?? row.confirmedAt ?? row.createdAt, amountFen: row.totalFen },
    facts: [{ code: "days", params: { startsDay: row.fromDay, endsDay: row.toDay } }],
    link: `/statements/${row.id}`,
  }));
}

registerDecidable({
  type: "statement",
  waitingFor: waitingStatements,
  decide: (ctx, secrets, { key, step, ...given }) =>
    transact(ctx, (tx) =>
      once(tx, { operation: "settlement.decide", key, request: { step, ...given } }, async () => {
        await decideStatement(tx, secrets, { ...given, step: step === steps.review.step ? "review" : "approve" });
        return {};
      }),
    ).then(() => undefined),
});
