/** The control: a process that writes imports into the register batch after batch, each in a transaction of its own. */

import { leaseImport, updateImport } from "../server/engines/sheets/changes/import.store.ts";
import { endLines, listWritable } from "../server/engines/sheets/changes/line.store.ts";
import { openLine } from "../server/engines/sheets/changes/sealing.ts";
import { openImport, type Worker } from "../server/engines/sheets/changes/work-on-import.ts";
import { transact } from "../server/kernel/context.ts";
import { seeingAll } from "../server/kernel/sight.ts";
import "../server/modules/membership/index.ts"; // makes its sheets known
import type { Stage } from "../bench/stage.ts";
import { inProcess } from "./in-process.ts";

const stage = { appUrl: process.env.DATABASE_URL ?? "", secretsFile: process.env.SECRETS_FILE ?? "", dataDir: "" };
const use = await inProcess(stage as Stage);
const worker: Worker = { ctx: use.system, secrets: use.secrets };

const naiveBatch = 100;

async function applyNaively(): Promise<void> {
  const row = await transact(worker.ctx, (tx) => leaseImport(tx.db, 60));
  if (row === undefined) return;
  const { target, key, place } = openImport(worker, row);
  for (let after = 0, done = false; !done; )
    await transact(worker.ctx, async (tx) => {
      const lines = await listWritable(tx.db, row.id, { after, limit: naiveBatch });
      const work = { tx, secrets: worker.secrets, place, memory: new Map() };
      const given = lines.map((line) => ({ row: line.row, values: openLine(key, line.row, line.sealed).values }));
      const proposed = await seeingAll(tx, () => target.propose(work, given));
      const written = given.flatMap((line, at) => {
        const { outcome, targetId, fields = [] } = proposed[at] ?? {};
        if (outcome !== "insert" && outcome !== "update") return [];
        return [{ ...line, outcome, fields, ...(targetId === undefined ? {} : { targetId }) }];
      });
      const ends = (await target.apply(work, written)).map((one) => ({ ...one, state: "applied" as const }));
      await endLines(tx.db, row.id, ends);
      after = lines.at(-1)?.row ?? after;
      done = lines.length < naiveBatch;
    });
  await transact(worker.ctx, (tx) => updateImport(tx.db, row.id, { state: "applied", applied: true }));
}

process.send?.({ port: 0 });
for (;;) {
  await applyNaively();
  await new Promise((resolve) => setTimeout(resolve, 50));
}
