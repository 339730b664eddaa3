import type { Mine, ReleaseCard } from "../../../shared/api-types/index.ts";

/** What a member may do with a release right now; the button and the countdown follow from it. */
export const stages = [
  "scheduled",
  "entry",
  "entering",
  "entered",
  "drawing",
  "open",
  "confirming",
  "offered",
  "won",
  "lost",
  "sold_out",
  "paused",
  "closed",
  "not_eligible",
] as const;
export type Stage = (typeof stages)[number];

type Facts = Pick<ReleaseCard, "state" | "entryOpensAt" | "entryClosesAt" | "opensAt" | "closesAt" | "left"> & {
  mine: Mine;
};

/** An act that was sent and not yet answered. */
export type Pending = "entry" | "claim" | "accept" | undefined;

const at = (instant: string) => Date.parse(instant);

/** Whether a returned unit is kept for the member until `holdUntil`, if they take it. */
export const isOffered = (mine: Mine): boolean => mine.claimState === "held";

/** Whether the member holds a unit of the release: waiting in line is not holding, returned and expired is over. */
export function holdsUnit(mine: Mine): boolean {
  return ["active", "redeemed", "lapsed"].includes(mine.claimState ?? "");
}

/** The stage at `now` (server time, ms). The answer may be older than the clock, so instants count more than `state`. */
export function stageOf(release: Facts, now: number, pending: Pending): Stage {
  if (holdsUnit(release.mine)) return "won";
  if (pending !== undefined) return pending === "entry" ? "entering" : "confirming";
  if (isOffered(release.mine)) return "offered";
  if (release.state === "closed" || now >= at(release.closesAt)) return "closed";
  if (release.state === "paused") return "paused";
  if (!release.mine.eligible && !release.mine.entered) return "not_eligible";
  const { entryOpensAt, entryClosesAt } = release;
  if (entryOpensAt && entryClosesAt) return withWindow(release, now, at(entryOpensAt), at(entryClosesAt));
  return now < at(release.opensAt) ? "scheduled" : firstCome(release, now);
}

function withWindow(release: Facts, now: number, opens: number, closes: number): Stage {
  const { mine, state } = release;
  if (now < opens) return "scheduled";
  if (now < closes) return mine.entered ? "entered" : "entry";
  if (mine.outcome === "lost" || mine.outcome === "capped") return "lost";
  // Won and given back since: as open as to anybody.
  if (mine.entered && mine.outcome !== "won") return "drawing";
  const isServed = state === "open" || state === "sold_out";
  return isServed ? firstCome(release, now) : "drawing";
}

/** Units that this member may take now: what is kept for others is not among them. */
export const leftFor = ({ left, mine }: Pick<Facts, "left" | "mine">): number => Math.min(left, mine.left ?? left);

/** What is kept for others is not left for this member; what is kept for this member may have an hour of its own. */
function firstCome({ state, left, mine }: Facts, now: number): Stage {
  if (state === "sold_out" || left <= 0) return "sold_out";
  if (leftFor({ left, mine }) > 0) return "open";
  if (!mine.ownHour) return "sold_out";
  return now < at(mine.ownHour) ? "scheduled" : "open";
}

/** When the release begins for this member: the round's hour, and after it the hour of the share that is kept for them. */
export const beginsAt = ({ entryOpensAt, opensAt, mine }: Facts, now: number): string =>
  mine.ownHour && now >= at(opensAt) ? mine.ownHour : (entryOpensAt ?? opensAt);

/** How much older than the stock the answers may be that everybody's pages are made of, in ms. */
const boardAge = 2_000;

/** A release as somebody sees it who has just been told that nothing is left: what was read about the same moment knows less. */
export function knownBy<Release extends Facts>(
  release: Release,
  readAt: number,
  refusal: { code: string; at: number } | undefined,
): Release {
  if (refusal?.code !== "release.sold_out" || !(readAt < refusal.at + boardAge) || release.state !== "open")
    return release;
  return { ...release, left: 0, state: "sold_out" };
}

/** Whether units are left for somebody who was not drawn. */
export const hasLeftovers = (release: Facts): boolean => release.state === "open" && leftFor(release) > 0;

/** The instant that the countdown of a stage runs to, and the key of the words beside it; undefined without a countdown. */
export function countdownOf(
  release: Facts,
  stage: Stage,
  now: number,
): { until: number; words: CountdownWords } | undefined {
  const { entryClosesAt, closesAt } = release;
  if (stage === "scheduled") return { until: at(beginsAt(release, now)), words: "fromOpening" };
  if ((stage === "entry" || stage === "entered") && entryClosesAt) {
    return { until: at(entryClosesAt), words: "fromEntryEnd" };
  }
  if (stage === "offered")
    return release.mine.holdUntil ? { until: at(release.mine.holdUntil), words: "fromHoldEnd" } : undefined;
  return stage === "open" ? { until: at(closesAt), words: "fromClosing" } : undefined;
}

export type CountdownWords = "fromOpening" | "fromEntryEnd" | "fromClosing" | "fromHoldEnd";

/**
 * How soon to ask the server again, in ms. The stream tells what happens and the clock what begins, so asking is for phones
 * that hear no stream: sooner around a draw, seldom before, when tens of thousands look at the same page.
 */
export function askAgainAfter(stage: Stage): number {
  if (stage === "drawing") return 5_000;
  return stage === "open" || stage === "sold_out" ? 15_000 : 30_000;
}

/** What the stream tells of a release while it moves; `state` is that of its quota. */
export interface MovingStock {
  left: number;
  capacity: number;
  state: "open" | "paused" | "closed";
}

/** A card with newer figures. Whether a window was served is not in them: before that, only a pause or the end changes the state. */
export function withStock<Card extends Pick<ReleaseCard, "state" | "left" | "capacity" | "asOf">>(
  card: Card,
  stock: MovingStock,
  asOf: Date,
): Card {
  const { left, capacity } = stock;
  return { ...card, left, capacity, state: stateWith(card.state, stock), asOf: asOf.toISOString() };
}

function stateWith(state: ReleaseCard["state"], stock: MovingStock): ReleaseCard["state"] {
  if (stock.state !== "open") return stock.state;
  if (state !== "open" && state !== "sold_out") return state;
  return stock.left > 0 ? "open" : "sold_out";
}
