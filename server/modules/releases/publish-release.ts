import { createCap, createQuota, createShares, type QuotaMode, type Seat } from "#engines/stock";
import { record } from "#kernel/audit/audit";
import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import type { Secrets } from "#kernel/secrets/secrets";
import { type EligibilityRule, uncountedScope, type WeightRule } from "./eligibility.rules.ts";
import * as errors from "./releases.errors.ts";
import { dealtSeats, windowOfGrab } from "./releases.rules.ts";
import type { CapText } from "./releases.store.ts";

export interface NewShare {
  title: string;
  /** Whose share it is: a branch of the tree (path), people with a tag, or nobody's: units that are only awarded to who is named. */
  branch?: string;
  tag?: string;
  award?: true;
  units: number;
  /** When what is left goes to everybody. */
  spillAt: Date;
  /** An hour of its own, later than everybody's, for whom the round's hour does not fit: first come from then on, without a window. */
  opensAt?: Date;
}

export interface NewRelease {
  id: string;
  /** Path of the node that releases; its members and those below may take part. */
  node: string;
  /** The kind of thing, registered by the module that owns it, and the thing. */
  kind: string;
  subjectId: string;
  campaignId?: string;
  roundId: string;
  title: string;
  subtitle?: string;
  mode: QuotaMode;
  /** For a draw both are needed; a grab's window follows from `opensAt`, `entryOpensAt` may make it longer. */
  entryOpensAt?: Date;
  entryClosesAt?: Date;
  opensAt: Date;
  /** Never later than `validUntil`, whatever is asked for. */
  closesAt: Date;
  /** All units, shares included. */
  capacity: number;
  validFrom: Date;
  validUntil: Date;
  validDays?: number;
  caps: readonly CapText[];
  eligibility: readonly EligibilityRule[];
  weights?: readonly WeightRule[];
  shares?: readonly NewShare[];
  fund?: { sourceId: string; unitFen: number };
  /**
   * Labels of numbered units, as many as the capacity: the first ones go to the shares, in their order. Of the seats of a hall every
   * share gets good and bad ones as the whole has them.
   */
  units?: readonly string[] | readonly Seat[];
  rehearsal?: boolean;
}

/** Caps must exist before the releases that share them; makes one and gives it back as a release wants it. */
export async function openCap(tx: Tx, cap: Omit<CapText, "id"> & { node: string }): Promise<CapText> {
  const id = uuidv7();
  await createCap(tx, { id, ...cap });
  return { id, scope: cap.scope, label: cap.label, maxUnits: cap.maxUnits };
}

/**
 * Publishes a release: its quota, its shares, their money. Throws `release.wrong_times`, `release.wins_not_counted`,
 * `funds.budget_exceeded`, and `stock.wrong_units` for labels that are not as many as the capacity, or not each once.
 * The caller has authorised it and gives a transaction with the server's sight.
 */
export async function publishRelease(tx: Tx, secrets: Secrets, wanted: NewRelease): Promise<void> {
  // What is given out must still be good: nothing opens longer than it can be used.
  const input = { ...wanted, closesAt: new Date(Math.min(wanted.closesAt.getTime(), wanted.validUntil.getTime())) };
  const window = windowOf(input);
  const shares = input.shares ?? [];
  const shared = shares.reduce((sum, share) => sum + share.units, 0);
  if (shared > input.capacity) throw errors.wrongTimes("shares_exceed_capacity");
  assertWinsCounted([...input.eligibility, ...(input.weights ?? []).map((weight) => weight.when)], input.caps);
  await publishQuotas(tx, secrets, { input, window, shares });
  await record(tx, {
    node: input.node,
    action: "release.published",
    object: { type: "release", id: input.id },
    detail: {
      kind: input.kind,
      subjectId: input.subjectId,
      capacity: input.capacity,
      opensAt: input.opensAt.toISOString(),
    },
  });
  await announce(tx, "release.published", {
    node: input.node,
    releaseId: input.id,
    opensAt: input.opensAt.toISOString(),
  });
}

/** The quota of what is for everybody, the release, and its shares. */
async function publishQuotas(
  tx: Tx,
  secrets: Secrets,
  { input, window, shares }: { input: NewRelease; window: ReturnType<typeof windowOf>; shares: readonly NewShare[] },
): Promise<void> {
  const labels = dealtLabels(input.units, shares);
  const { id: wholeId, node, roundId, mode, opensAt, closesAt, validFrom, validUntil, validDays, fund } = input;
  const quota = {
    ...{ node, roundId, mode, ...window, opensAt, closesAt, validFrom, validUntil },
    caps: input.caps.map((cap) => cap.id),
    ...(validDays === undefined ? {} : { validDays }),
    ...(fund === undefined ? {} : { fund }),
  };
  const shared = shares.reduce((sum, share) => sum + share.units, 0);
  await createQuota(tx, secrets, { ...quota, id: wholeId, capacity: input.capacity - shared, ...labels.rest });
  await tx.db.insertInto("releases.release").values(rowOf(input, window)).execute();
  const own = shares.map((share, index) => ({ ...share, id: uuidv7(), labels: labels.ofShares[index] ?? {} }));
  // Those that differ from their whole in nothing but whose they are come in one statement: a county has one for each union.
  const alike = own.filter(({ opensAt: hour }) => input.units === undefined && hour === undefined);
  const bare = alike.map(({ id, units, spillAt }) => ({ id, capacity: units, spillAt }));
  await createShares(tx, secrets, { wholeId, shares: bare });
  for (const share of own.filter((one) => !alike.includes(one))) {
    const { id, units, spillAt, labels: ofShare } = share;
    await createQuota(tx, secrets, {
      ...{ ...quota, id, parentId: wholeId, capacity: units, spillAt, waitingList: false },
      ...{ ...ownHourOf(share, opensAt), ...ofShare },
    });
  }
  await insertShares(tx, input, own);
}

async function insertShares(
  tx: Tx,
  { id: releaseId, node }: Pick<NewRelease, "id" | "node">,
  shares: readonly (NewShare & { id: string })[],
): Promise<void> {
  if (shares.length === 0) return;
  const rows = shares.map(({ id, branch = null, tag = null, award = false, title }) => ({
    ...{ quotaId: id, releaseId, node, branch, tag, award, title },
  }));
  await tx.db.insertInto("releases.share").values(rows).execute();
}

/** Throws `release.wrong_times` for an own hour that is not after everybody's and before what is left goes up. */
function ownHourOf({ opensAt, spillAt }: NewShare, everybodyAt: Date) {
  if (opensAt === undefined) return {};
  if (opensAt <= everybodyAt || opensAt >= spillAt) throw errors.wrongTimes("share_hour");
  return { mode: "first_come" as const, opensAt };
}

/** The labels of each share and of what is for everybody; none for bare units. */
function dealtLabels(units: NewRelease["units"], shares: readonly NewShare[]) {
  if (units === undefined) return { ofShares: shares.map(() => ({})), rest: {} };
  const left: (string | Seat)[] = isHall(units)
    ? dealtSeats(
        units,
        shares.map((share) => share.units),
      )
    : [...units];
  return {
    ofShares: shares.map((share) => ({ units: left.splice(0, share.units) })),
    rest: { units: left, seated: units.length > 0 && isHall(units) },
  };
}

const isHall = (units: readonly string[] | readonly Seat[]): units is readonly Seat[] => typeof units[0] !== "string";

/** Throws `release.wins_not_counted` {scope} for a rule on earlier wins that no cap of these counts. */
export function assertWinsCounted(rules: readonly WeightRule["when"][], caps: readonly Pick<CapText, "scope">[]): void {
  const scope = uncountedScope(
    rules,
    caps.map((cap) => cap.scope),
  );
  if (scope !== undefined) throw errors.winsNotCounted(scope);
}

function windowOf(input: NewRelease): { entryOpensAt?: Date; entryClosesAt?: Date } {
  if (input.opensAt >= input.closesAt) throw errors.wrongTimes("closes_before_opening");
  if (input.mode === "first_come") return {};
  const grab = input.mode === "grab" ? windowOfGrab(input.opensAt) : undefined;
  const entryOpensAt = input.entryOpensAt ?? grab?.entryOpensAt;
  const entryClosesAt = input.entryClosesAt ?? grab?.entryClosesAt;
  if (entryOpensAt === undefined || entryClosesAt === undefined) throw errors.wrongTimes("draw_needs_window");
  if (entryOpensAt >= entryClosesAt) throw errors.wrongTimes("window_ends_before_start");
  if (entryClosesAt >= input.closesAt) throw errors.wrongTimes("window_ends_after_closing");
  return { entryOpensAt, entryClosesAt };
}

const rowOf = (input: NewRelease, window: { entryOpensAt?: Date }) => ({
  id: input.id,
  node: input.node,
  kind: input.kind,
  subjectId: input.subjectId,
  campaignId: input.campaignId ?? null,
  roundId: input.roundId,
  title: input.title,
  subtitle: input.subtitle ?? "",
  unitFen: input.fund?.unitFen ?? null,
  eligibility: JSON.stringify(input.eligibility),
  weights: JSON.stringify(input.weights ?? []),
  caps: JSON.stringify(input.caps),
  entryOpensAt: window.entryOpensAt ?? null,
  opensAt: input.opensAt,
  closesAt: input.closesAt,
  rehearsal: input.rehearsal ?? false,
});
