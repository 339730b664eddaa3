import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { isUniqueViolation } from "#kernel/database/db";
import { findVerifier, type IdentityVerifier } from "#kernel/identity/identity-verifier";
import { uuidv7 } from "#kernel/ids";
import { defineJob, enqueue } from "#kernel/jobs";
import { authorise, hasDuty, type Rule } from "#kernel/policy";
import { conflict, forbidden, Problem } from "#kernel/problem";
import { type Limit, takeLimit } from "#kernel/sign-in/limits";
import { noSuchOrganisation } from "../membership.errors.ts";
import { findOrganisation } from "../organisations.store.ts";
import { findIdNumber } from "../sealed-fields.ts";
import * as store from "./verification.store.ts";
import { type Asking, keepVerdict, verifierOf } from "./verify-person.ts";

const mayVerify: Rule<{ node: string }> = (actor, { node }) => hasDuty(actor, "people.manage", node);
const pageSize = 100;
/** Of one look at the queue; the next one goes on. */
const mostPerTurn = 2000;
/** Names of those who differ, as many as a list shows. */
const mostShown = 200;

let asking: Asking | undefined;

/** Runs that one account begins: each may put every number below an organisation to the source. */
const runsPerAccount: readonly Limit[] = [{ count: 20, seconds: 86_400 }];

/** Says with which keys and sources this process works; the returned function ends it. */
export function startVerifying(given: Asking): () => void {
  asking = given;
  return () => {
    asking = undefined;
  };
}

/** Takes up every run that a process left behind, such as one that ended more often than its job comes again. */
export const resumeRuns = (system: Ctx): Promise<void> =>
  transact(system, async (tx) => {
    for (const runId of await store.listRunning(tx.db)) await goOn(tx, runId);
  });

/** One job of a run waits, however often it is asked for. */
const goOn = (tx: Tx, runId: string) => enqueue(tx, verifyJob, { runId }, { singletonKey: runId });

/**
 * Has everybody at an organisation and below who has a document and is not verified asked about, in the background. Throws
 * organisation.missing, access.forbidden, person.no_verifier, person.nobody_to_check, person.checking_already, 429
 * person.too_many_runs {seconds}.
 */
export async function startRun(ctx: Ctx, given: Asking, organisationId: string): Promise<{ id: string }> {
  await transact(ctx, (tx) => getOwn(tx, organisationId));
  const { source } = await verifierOf(given);
  return transact(ctx, async (tx) => {
    const { actor } = tx;
    if (actor.kind !== "staff") throw forbidden("access.forbidden");
    const { node } = await getOwn(tx, organisationId);
    const total = await store.countUnasked(tx.db, node);
    if (total === 0) throw conflict("person.nobody_to_check");
    await takeLimit(tx.db, `identity_run:${actor.accountId}`, runsPerAccount, "person.too_many_runs");
    const id = uuidv7();
    const run = { id, organisationId, node, source, total, askedBy: actor.accountId, askedByName: actor.name };
    await store.insertRun(tx.db, run).catch((error: unknown) => {
      throw isUniqueViolation(error, "identity_run_once") ? conflict("person.checking_already") : error;
    });
    const object = { type: "organisation", id: organisationId };
    await record(tx, { node, action: "people.identity_run_started", object, detail: { source, people: total } });
    await goOn(tx, id);
    return { id };
  });
}

async function getOwn(tx: Tx, organisationId: string) {
  const organisation = await findOrganisation(tx.db, organisationId);
  if (organisation === undefined) throw noSuchOrganisation();
  authorise(tx.actor, mayVerify, organisation);
  return organisation;
}

/** Goes on with a run until it is done or its turn is over. */
export async function continueRun(ctx: Ctx, given: Asking, runId: string): Promise<void> {
  const verifier = await findVerifier(given.system("identity"), given);
  for (let asked = 0; asked < mostPerTurn; ) {
    const page = await transact(ctx, async (tx) => {
      const run = await store.lockRun(tx.db, runId);
      if (run === undefined) return undefined;
      const people = verifier === undefined ? [] : await store.listUnasked(tx.db, run, pageSize);
      if (people.length > 0) return { run, people };
      await end(tx, run, verifier === undefined ? "stopped" : "done");
      return undefined;
    });
    if (page === undefined || verifier === undefined) return;
    for (const person of page.people) await askOne(ctx, { ...given, verifier, run: page.run }, person);
    asked += page.people.length;
    await sleep(20); // others want the database, too
  }
  await transact(ctx, (tx) => goOn(tx, runId));
}

async function end(tx: Tx, run: store.RunRow, state: "done" | "stopped") {
  await store.endRun(tx.db, run.id, state);
  const { source, matches, differs, unavailable } = run;
  await record(tx, {
    ...{
      node: run.node,
      action: "people.identity_run_ended",
      object: { type: "organisation", id: run.organisationId },
    },
    detail: { state, source, matches, differs, unavailable },
  });
}

async function askOne(
  ctx: Ctx,
  work: Asking & { verifier: IdentityVerifier; run: store.RunRow },
  person: store.Unasked,
): Promise<void> {
  const { verifier, run, secrets } = work;
  const number = findIdNumber(secrets, person);
  const verdict =
    number === undefined ? undefined : await verifier.ask({ name: person.name, kind: person.idKind, number });
  await transact(ctx, async (tx) => {
    // Two processes on one run: whoever comes second finds the place taken.
    const now = await store.lockRun(tx.db, run.id);
    if (now === undefined || (now.afterPerson !== null && now.afterPerson >= person.id)) return;
    const kept = verdict === undefined ? undefined : await keepIfSame(tx, { person, verdict, run, verifier });
    await store.moveRun(tx.db, run.id, { afterPerson: person.id, verdict: kept });
  });
}

async function keepIfSame(
  tx: Tx,
  given: {
    person: store.Unasked;
    verdict: Parameters<typeof keepVerdict>[1]["verdict"];
    run: store.RunRow;
    verifier: IdentityVerifier;
  },
) {
  const { person, verdict, run, verifier } = given;
  try {
    await keepVerdict(tx, { person, source: verifier.source, verdict, runId: run.id });
    return verdict;
  } catch (error) {
    if (error instanceof Problem) return undefined; // the file says something else by now: the next run asks about that
    throw error;
  }
}

export const verifyJob = defineJob({
  name: "membership.verify_identities",
  data: z.object({ runId: z.uuid() }),
  poll: 2,
  // A database that is away for an hour costs no run.
  retries: 9,
  handler: async (ctx, { runId }) => {
    if (asking === undefined) throw new Error("startVerifying has not run in this process.");
    await continueRun(ctx, asking, runId);
  },
});

/** How many could be asked about at an organisation and below, and the runs there with how far each is. Throws organisation.missing. */
export async function listVerificationRuns(ctx: Ctx, organisationId: string) {
  return transact(ctx, async (tx) => {
    const organisation = await findOrganisation(tx.db, organisationId);
    if (organisation === undefined || !mayVerify(tx.actor, organisation)) throw noSuchOrganisation();
    const runs = await store.listRuns(tx.db, organisation.node);
    const items = [];
    for (const { node: _, afterPerson: __, askedAt, endedAt, ...run } of runs)
      items.push({
        ...{ ...run, askedAt: askedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null },
        differing: run.differs === 0 ? [] : await store.listDiffering(tx.db, run.id, mostShown),
      });
    return { unverified: await store.countUnasked(tx.db, organisation.node), items };
  });
}
