import { listClocks } from "#engines/deadlines";
import { registerOnPage } from "#engines/decisions";
import { pathsHolding } from "#kernel/policy";
import { seeingAll } from "#kernel/sight";
import { listNodeIds } from "../find-people.store.ts";
import { listFullNames } from "../organisations.store.ts";
import { appealNode } from "./application.rules.ts";
import { listApplications } from "./application.store.ts";
import { answerable } from "./review.ts";

/** The longest waiting ones; who has answered them sees the next. */
const most = 200;

registerOnPage("joining", async (tx) => {
  const paths = pathsHolding(tx.actor, "people.manage");
  if (paths.length === 0) return [];
  const about = { organisationNode: undefined, open: true, after: undefined, limit: most };
  const organisationIds = await listNodeIds(tx.db, paths);
  const rows = await answerable(tx, await listApplications(tx.db, { ...about, paths, organisationIds }));
  const ids = rows.map(({ id }) => id);
  const clocks = await seeingAll(tx, () => listClocks(tx, { type: "joining", ids }));
  const names = await seeingAll(tx, () => listFullNames(tx.db, [...new Set(rows.map((row) => row.organisationId))]));
  return rows.map((row) => {
    const appealed = row.state === "appealing";
    const clock = clocks.get(row.id)?.[0];
    const said = { union: names.get(row.organisationId) ?? "", due: clock?.dueOn ?? "", days: clock?.daysLeft ?? 0 };
    const late = clock !== undefined && clock.daysLeft <= 0;
    return {
      ...{ id: row.id, title: row.name, node: appealed ? appealNode(row.node) : row.node, revision: row.revision },
      ...{ step: appealed ? "appeal" : "reviewed", from: null, amountFen: null, link: `/joining/${row.id}` },
      since: (appealed ? row.appealedAt : row.submittedAt) ?? tx.clock.now(),
      facts: [{ code: late ? "joining_late" : "joining_due", params: said }],
    };
  });
});
