/** The face of `stock`: what is released when, to whom, and how people take part. See README.md. */
import { createGrabDesk, createServing, expireHolds, lapseClaims, type Serving, spillDue } from "#engines/stock";
import type { Module, Runtime } from "#kernel/module";
import { defineDuty } from "#kernel/policy";
import { definePreset } from "#kernel/sign-in/duty-presets";
import "./audit-names.ts";
import { createBoard } from "./board.ts";
import { createDirectory } from "./directory.ts";
import { liveRoutes, tellPeople } from "./live.ts";
import { monitorRoutes } from "./monitor.routes.ts";
import { MonitorSamples, pruneSamples } from "./monitor.ts";
import { MonitorFeed } from "./monitor-feed.ts";
import { createPartReader } from "./part-reader.ts";
import { createPartyFinder } from "./parties.ts";
import { memberRoutes } from "./releases.routes.ts";
import { createSeatBoard } from "./seat-board.ts";
import { seatRoutes } from "./seats.routes.ts";
import { staffRoutes } from "./staff.routes.ts";
import { createStandingReader } from "./standings.ts";
import { lookAgain, type TakingPart } from "./take-part.ts";
import { tellOfWithdrawn } from "./tell-withdrawn.ts";

export { audienceText } from "./audience.rules.ts";
export { awardRelease, cancelRelease, changeAudience, reduceRelease, retimeRelease } from "./change-release.ts";
export { EligibilityRule, ineligibility, type PersonFacts, WeightRule } from "./eligibility.rules.ts";
export { assertWinsCounted, type NewRelease, type NewShare, openCap, publishRelease } from "./publish-release.ts";
export { toCards } from "./read-releases.ts";
export {
  openingsOf,
  type Recurring,
  type Round,
  type RoundLength,
  roundsAt,
} from "./recurrence.rules.ts";
export { type Releasable, type ReleasableCard, registerReleasable } from "./releasables.ts";
export { stateOf, windowOfGrab } from "./releases.rules.ts";
export { ReleaseCard } from "./releases.schemas.ts";
export { findRelease, listReleases, listShares, type ReleaseRow, type ShareRow } from "./releases.store.ts";
export { closeRelease, pauseRelease, resumeRelease, topUpRelease } from "./run-releases.ts";
export { registerStandings, type StandingSource } from "./standings.ts";

defineDuty("releases.reader", ["releases.read"]);
defineDuty("releases.runner", ["releases.read", "releases.run", "releases.top_up"]);
definePreset("benefits_officer", ["releases.runner"]);

interface Running {
  part: TakingPart;
  serving: Serving;
  feed: MonitorFeed;
}

const running = new WeakMap<Runtime, Running>();

/** The parts of one process that take entries and claims, serve windows and count; made once per runtime. */
function partsOf(runtime: Runtime): Running {
  const known = running.get(runtime);
  if (known !== undefined) return known;
  const system = runtime.system("releases");
  const desk = createGrabDesk({ pool: runtime.database.pool, log: runtime.log, listener: runtime.listener });
  const part = {
    desk,
    directory: createDirectory(system),
    samples: new MonitorSamples(system),
    board: createBoard(() => desk.snapshots.now()),
    parts: createPartReader(system),
    seats: createSeatBoard(system),
    parties: createPartyFinder(system),
    standings: createStandingReader(system),
    system,
  };
  const serving = createServing({
    pool: runtime.database.pool,
    log: runtime.log,
    secrets: runtime.secrets,
    snapshots: desk.snapshots,
    onServed: (quotaId, winners) => {
      const node = desk.snapshots.find(quotaId)?.node;
      if (node !== undefined) part.samples.countServed({ id: quotaId, node }, winners);
    },
  });
  const feed = new MonitorFeed(runtime.hub, runtime.system("monitor"), () => desk.snapshots.now());
  const made = { part, serving, feed };
  running.set(runtime, made);
  return made;
}

/** The time by the database's clock, as this process last measured it. */
export const databaseTime = (runtime: Runtime): Date => partsOf(runtime).part.desk.snapshots.now();

/** Looks at the stock again at once; for whoever has just published or changed a release. */
export const refreshStock = (runtime: Runtime): Promise<void> => lookAgain(partsOf(runtime).part);

const sweepMillis = 5000;

export const releases: Module = {
  name: "releases",
  uses: ["membership"],
  routes: (app, runtime) => {
    const { part, feed } = partsOf(runtime);
    memberRoutes(app, part);
    seatRoutes(app, part);
    staffRoutes(app, part);
    monitorRoutes(app, runtime, feed, () => part.desk.snapshots.now());
    liveRoutes(app, runtime, part);
  },
  start: async (runtime) => {
    const { part, serving, feed } = partsOf(runtime);
    await part.desk.start();
    part.samples.start();
    feed.start();
    serving.start();
    const hearing = part.directory.hear(runtime.listener);
    const stops = [tellPeople(runtime, part), tellOfWithdrawn(), () => hearing.stop()];
    const sweeps = startSweeps(runtime);
    return async () => {
      await sweeps();
      for (const stop of stops) stop();
      await feed.stop();
      await serving.stop();
      await part.samples.stop();
      await part.desk.stop();
    };
  },
};

/** Holds that ran out, shares whose time has come, valid days that are over: any process may do it, rows decide. */
function startSweeps(runtime: Runtime): () => Promise<void> {
  const system = runtime.system("sweep");
  let going: Promise<unknown> = Promise.resolve();
  let busy = false;
  let rounds = 0;
  const sweep = async () => {
    // One that fails must not keep the next from its turn.
    for (const one of [expireHolds, spillDue, lapseClaims])
      await one(system).catch((error: Error) =>
        runtime.log.warn({ sweep: one.name, reason: error.message }, "releases.sweep_failed"),
      );
    if (rounds++ % 720 === 0) await pruneSamples(system);
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    going = sweep()
      .catch((error: Error) => runtime.log.warn({ reason: error.message }, "releases.sweep_failed"))
      .finally(() => {
        busy = false;
      });
  }, sweepMillis);
  return async () => {
    clearInterval(timer);
    await going;
  };
}
