import { registerDecidable } from "#engines/decisions";
import { answerTransfer } from "./answer-transfer.ts";
import { waitsFor } from "./transfer.rules.ts";
import { listForActor } from "./view-transfers.ts";

registerDecidable({
  type: "transfer",
  waitingFor: async (tx) =>
    (await listForActor(tx)).flatMap(({ item, row }) => {
      const waiting = waitsFor(row);
      if (waiting === undefined) return [];
      const params = { from: item.fromName, to: item.toName, reason: item.reason, due: item.clock?.dueOn ?? "" };
      const facts = [
        { code: `transfer_${waiting.step}`, params },
        ...(item.clock ? [{ code: "answer_due", params }] : []),
      ];
      return {
        ...{ id: row.id, title: item.name, node: waiting.node, revision: row.revision, step: waiting.step, from: null },
        ...{ since: row.begunAt, amountFen: null, facts, link: `/transfers/${row.id}` },
      };
    }),
  decide: (ctx, secrets, { id, revision, verdict, note, fileId }) =>
    answerTransfer(ctx, secrets, { id, revision, verdict, note, fileId }),
});
