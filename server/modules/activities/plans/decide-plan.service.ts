import { recordDecision, type Verdict } from "#engines/decisions";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { once } from "#kernel/http/idempotency";
import { announce } from "#kernel/outbox/outbox";
import { authorise, hasDuty } from "#kernel/policy";
import type { Secrets } from "#kernel/secrets/secrets";
import { seeingAll } from "#kernel/sight";
import {
  changedMeanwhile,
  filmsMissing,
  noSuchSeries,
  planEmpty,
  roundMissing,
  sessionClashes,
  sessionPast,
  wrongState,
} from "../activities.errors.ts";
import { mayManage, planPolicy } from "../activities.policy.ts";
import { staffOf } from "../actors.ts";
import { lockSeries } from "../series/series.store.ts";
import type { SessionRow } from "../sessions/session.store.ts";
import { getLocked, getView, note } from "./draft-plan.service.ts";
import type { PlanDetail } from "./plan.schemas.ts";
import * as store from "./plan.store.ts";
import { clashesOf, sessionsOf } from "./plan.view.ts";
import { publishSession } from "./publish-session.ts";

/**
 * Hands a plan to the checker. Throws activities.plan_empty, activities.films_missing {count}, activities.round_missing {startsAt},
 * activities.session_past {startsAt}, activities.session_clashes {startsAt}, activities.changed_meanwhile, activities.wrong_state.
 */
export async function submitPlan(ctx: Ctx, id: string, revision: number): Promise<PlanDetail> {
  return transact(ctx, async (tx) => {
    const plan = await getLocked(tx, id);
    authorise(tx.actor, mayManage, plan);
    if (!planPolicy.submit(tx.actor, plan)) throw wrongState(plan.state, "submit");
    if (plan.revision !== revision) throw changedMeanwhile();
    const sessions = await sessionsOf(tx, id);
    assertComplete(sessions, tx.clock.now());
    await assertFree(tx, sessions);

    const by = staffOf(tx);
    await store.markSubmitted(tx.db, id, by.id);
    await recordDecision(tx, {
      ...{ object: { type: "plan", id }, node: plan.node, revision: revision + 1 },
      ...{ step: "handed_in", verdict: "passed", distinctFrom: [] },
    });
    await announce(tx, "activities.plan_submitted", { node: plan.node, planId: id });
    return getView(tx, id);
  });
}

export interface DecidePlan {
  id: string;
  revision: number;
  step: "checked" | "approved";
  verdict: Verdict;
  note: string;
  fileId: string | null;
  key: string;
}

/**
 * What the second person checks and the third approves, each the revision that they read. Approving books the hall for every session and
 * releases its seats, all or nothing. Idempotent by key. Throws decisions.same_person, activities.changed_meanwhile,
 * activities.wrong_state, places.hall_taken and what publishing throws.
 */
export async function decidePlan(ctx: Ctx, secrets: Secrets, given: DecidePlan): Promise<PlanDetail> {
  const { id, revision, step, verdict, key, fileId } = given;
  const request = { id, revision, step, verdict, note: given.note, fileId };
  return transact(ctx, (tx) =>
    once(tx, { operation: "activities.decide_plan", key, request }, async () => {
      const plan = await getLocked(tx, id);
      assertMayDecide(tx, plan, step);
      if (plan.revision !== revision) throw changedMeanwhile();

      await recordDecision(tx, {
        ...{ object: { type: "plan", id }, node: plan.node, revision, step, verdict, note: given.note, fileId },
        ...{ distinctFrom: step === "checked" ? ["handed_in"] : ["handed_in", "checked"], notBy: plan.editedBy },
      });
      if (verdict === "refused") await refusePlan(tx, plan, given.note);
      else if (step === "checked") await passPlan(tx, plan);
      else await approvePlan(tx, secrets, plan);
      return getView(tx, id);
    }),
  );
}

async function refusePlan(tx: Tx, plan: store.PlanRow, reason: string): Promise<void> {
  await store.markRejected(tx.db, plan.id, reason);
  await note(tx, plan, "activities.plan_refused", { revision: plan.revision });
  await announce(tx, "activities.plan_refused", { node: plan.node, planId: plan.id });
}

async function passPlan(tx: Tx, plan: store.PlanRow): Promise<void> {
  await store.markChecked(tx.db, plan.id, staffOf(tx));
  await note(tx, plan, "activities.plan_checked", { revision: plan.revision });
  await announce(tx, "activities.plan_checked", { node: plan.node, planId: plan.id });
}

async function approvePlan(tx: Tx, secrets: Secrets, plan: store.PlanRow): Promise<void> {
  // Two plans of one series are approved one after another: they share the limits of their weeks.
  const series = await lockSeries(tx.db, plan.seriesId);
  if (series === undefined) throw noSuchSeries();
  const sessions = await sessionsOf(tx, plan.id);
  assertComplete(sessions, tx.clock.now());
  await store.markApproved(tx.db, plan.id, staffOf(tx));
  // Halls and stock are the server's; the approver's duty on this plan was asked above.
  await seeingAll(tx, async () => {
    for (const session of sessions) await publishSession(tx, secrets, { session, series });
  });
  await note(tx, plan, "activities.plan_approved", { revision: plan.revision, sessions: sessions.length });
  await announce(tx, "activities.plan_approved", { node: plan.node, planId: plan.id });
}

/** Missing right is 403, wrong moment is 409: the right is asked as if the moment were right. */
function assertMayDecide(tx: Tx, plan: store.PlanRow, step: DecidePlan["step"]): void {
  const permission = step === "checked" ? "activities.check" : "activities.approve";
  authorise(tx.actor, (actor, one: store.PlanRow) => hasDuty(actor, permission, one.node), plan);
  if (plan.state !== (step === "checked" ? "submitted" : "checked")) throw wrongState(plan.state, step);
}

/** Every session has a film and lies ahead, and so does what releases it. */
function assertComplete(sessions: readonly SessionRow[], now: Date): void {
  if (sessions.length === 0) throw planEmpty();
  const bare = sessions.filter((session) => session.filmId === null).length;
  if (bare > 0) throw filmsMissing(bare);
  const unreleased = sessions.find((session) => session.opensAt === null && session.audience === "open");
  if (unreleased !== undefined) throw roundMissing(unreleased.startsAt.toISOString());
  const past = sessions.find((session) => session.startsAt <= now || (session.opensAt ?? session.startsAt) <= now);
  if (past !== undefined) throw sessionPast(past.startsAt.toISOString());
}

/** Who checks and approves shall not be the first to hear that the hall is taken. */
async function assertFree(tx: Tx, sessions: readonly SessionRow[]): Promise<void> {
  const clashes = await clashesOf(tx, sessions);
  const first = sessions.find((session) => clashes.has(session.id));
  if (first !== undefined) throw sessionClashes(first.startsAt.toISOString());
}
