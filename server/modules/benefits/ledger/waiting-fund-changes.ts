import { registerDecidable, type Waiting } from "#engines/decisions";
import { type Tx, transact } from "#kernel/context";
import { once } from "#kernel/http/idempotency";
import { pathsHolding } from "#kernel/policy";
import { listFundChanges } from "./fund-change.store.ts";
import { answerFundChange } from "./fund-changes.service.ts";

const most = 200;

/** Money that others want to add or correct, where this person may allow it. */
async function waitingFundChanges(tx: Tx): Promise<Waiting[]> {
  const { actor } = tx;
  if (actor.kind !== "staff") return [];
  const changes = await listFundChanges(tx.db, pathsHolding(actor, "benefits.funds"), most);
  return changes
    .filter(({ state, askedBy }) => state === "asked" && askedBy !== actor.accountId)
    .map((change) => ({
      ...{ id: change.id, title: change.sourceName, node: change.node, revision: 1, step: "approved" },
      ...{ from: change.askedByName, since: change.askedAt, amountFen: change.amountFen },
      facts: [
        { code: "document", params: { document: change.document } },
        { code: "reason", params: { reason: change.reason } },
      ],
      link: "/funds",
    }));
}

registerDecidable({
  type: "fund_change",
  waitingFor: waitingFundChanges,
  decide: (ctx, _secrets, { id, verdict, note, key }) =>
    transact(ctx, (tx) =>
      once(tx, { operation: "benefits.answer_fund_change", key, request: { id, verdict, note } }, async () => {
        await answerFundChange(tx, { id, verdict, note });
        return {};
      }),
    ).then(() => undefined),
});
