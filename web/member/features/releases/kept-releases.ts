import type { Release, ReleaseCard } from "../../../shared/api-types/index.ts";
import { hasTexts, keep, kept } from "../../session/kept.ts";

// A few: on a page opened again without network the pressed button still says that it waits.
const most = 5;

const isCard = hasTexts<ReleaseCard>("id", "title", "state", "opensAt", "closesAt");
const hasPart = (value: unknown): boolean => typeof (value as { mine?: unknown }).mine === "object";
const isCalendar = (value: unknown): value is ReleaseCard[] =>
  Array.isArray(value) && value.every((one) => isCard(one) && hasPart(one));
const isRelease = (value: unknown): value is Release =>
  isCard(value) && hasPart(value) && Array.isArray((value as Partial<Release>).caps);
const isRecent = (value: unknown): value is Release[] => Array.isArray(value) && value.every(isRelease);

const recent = (): Release[] => kept("releases.recent", isRecent) ?? [];

/** Keeps the calendar as it was last seen. */
export const keepCalendar = (releases: readonly ReleaseCard[]): void => keep("releases.calendar", releases);

/** The calendar as it was last seen on this phone. */
export const keptCalendar = (): ReleaseCard[] | undefined => kept("releases.calendar", isCalendar);

/** Keeps a release as it was last seen, with the few before it. */
export const keepRelease = (release: Release): void =>
  keep("releases.recent", [release, ...recent().filter((one) => one.id !== release.id)].slice(0, most));

/** A release as it was last seen on this phone. */
export const keptRelease = (releaseId: string): Release | undefined =>
  recent().find((release) => release.id === releaseId);
