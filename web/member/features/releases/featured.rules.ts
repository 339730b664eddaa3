import type { ReleaseCard } from "../../../shared/api-types/index.ts";
import { daysApart } from "../../../shared/format.ts";
import { type Stage, stageOf } from "./grab-stage.rules.ts";

// What wants the member's attention most comes first.
const order: Partial<Record<Stage, number>> = {
  offered: -1, // kept for a while only
  entry: 0,
  drawing: 1,
  entered: 1,
  open: 2,
  paused: 2.7,
  scheduled: 3,
};

const rank = (release: ReleaseCard, now: number) => {
  const stage = stageOf(release, now, undefined);
  // A draw of days must not hide the grab of this noon.
  const isLong = stage === "entry" && Date.parse(release.entryClosesAt ?? "") - now > 3_600_000;
  return isLong ? 2.5 : (order[stage] ?? Number.POSITIVE_INFINITY);
};

/** The release for the home page's large card: one that can be entered or claimed now, else the next to begin. */
export const featuredOf = (releases: readonly ReleaseCard[], now: number): ReleaseCard | undefined =>
  rankedOf(releases, now)[0];

/** What else can be entered, awaited or claimed right now, beside the featured one. */
export const alsoNow = (releases: readonly ReleaseCard[], now: number): ReleaseCard[] =>
  rankedOf(releases, now)
    .slice(1)
    .filter((release) => stageOf(release, now, undefined) !== "scheduled");

function rankedOf(releases: readonly ReleaseCard[], now: number): ReleaseCard[] {
  const ranked = releases.filter((release) => Number.isFinite(rank(release, now)));
  return ranked.sort((a, b) => rank(a, now) - rank(b, now) || Date.parse(a.opensAt) - Date.parse(b.opensAt));
}

const over: ReadonlySet<Stage> = new Set(["won", "lost", "sold_out", "closed"]);

/** The releases of today that are decided, the latest first: they stay for the day with what became of them. */
export function decidedToday(releases: readonly ReleaseCard[], now: number): ReleaseCard[] {
  return releases
    .filter((release) => Date.parse(release.opensAt) <= now && daysApart(now, release.opensAt) === 0)
    .filter((release) => over.has(stageOf(release, now, undefined)))
    .sort((a, b) => Date.parse(b.opensAt) - Date.parse(a.opensAt));
}

/** Releases still to come after `now`, soonest first. */
export function comingOf(releases: readonly ReleaseCard[], now: number): ReleaseCard[] {
  return releases
    .filter((release) => stageOf(release, now, undefined) === "scheduled")
    .sort((a, b) => Date.parse(a.opensAt) - Date.parse(b.opensAt));
}

/** The next release that a member who got none may try: the same thing again, else of the same campaign, else any. */
export function nextChance(
  releases: readonly ReleaseCard[],
  current: ReleaseCard,
  now: number,
): ReleaseCard | undefined {
  const coming = comingOf(releases, now).filter((release) => release.id !== current.id && release.mine.eligible);
  const related = coming.filter((release) => release.campaignId === current.campaignId);
  return related.find((release) => release.title === current.title) ?? related[0] ?? coming[0];
}
