import { sql } from "kysely";
import { listDecisionsOf, registerDecidable } from "#engines/decisions";
import { pathsHolding } from "#kernel/policy";
import { registerBegunRows } from "#kernel/sign-in/hand-over";
import { planPolicy } from "../activities.policy.ts";
import { decidePlan } from "./decide-plan.service.ts";
import { listPlans } from "./plan.store.ts";

registerBegunRows("plan_draft", {
  ...{ table: "activities.plan", by: "created_by", open: sql`state in ('draft', 'rejected')` },
});

/** Plans that wait for the signed-in person, for the one page that lists everything to decide. */
registerDecidable({
  type: "plan",
  waitingFor: async (tx) => {
    const paths = [...pathsHolding(tx.actor, "activities.check"), ...pathsHolding(tx.actor, "activities.approve")];
    const plans = await listPlans(tx.db, { paths, states: ["submitted", "checked"], limit: 100 });
    const mine = plans.filter((plan) => planPolicy.check(tx.actor, plan) || planPolicy.approve(tx.actor, plan));
    const decided = await listDecisionsOf(tx.db, { type: "plan", ids: mine.map((plan) => plan.id) });
    return mine.map((plan) => {
      const last = decided.get(plan.id)?.at(-1);
      return {
        ...{ id: plan.id, title: `${plan.seriesTitle} ${plan.title}`, node: plan.node, revision: plan.revision },
        step: plan.state === "submitted" ? "checked" : "approved",
        ...{ from: last?.by.name ?? null, since: last?.at ?? plan.updatedAt, amountFen: null },
        facts: [
          { code: "days", params: { startsDay: plan.startsOn, endsDay: plan.endsOn } },
          { code: "sessions", params: { count: plan.sessions } },
        ],
        link: `/showings/plans/${plan.id}`,
      };
    });
  },
  decide: async (ctx, secrets, { step, ...given }) => {
    await decidePlan(ctx, secrets, { ...given, step: step === "approved" ? "approved" : "checked" });
  },
});
