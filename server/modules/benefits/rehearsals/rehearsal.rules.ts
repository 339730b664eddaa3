import type { EligibilityRule } from "#modules/releases";

export const mostPhones = 20;
/** A rehearsal that nobody ends is over after so many hours. */
const hours = 4;
/** Vouchers that are played with outlive the night. */
const fewestValidDays = 2;
export const linkMinutes = 15;

const minute = 60_000;

/** What an officer says when a rehearsal begins. */
export interface Wanted {
  phones: number;
  opensInMinutes: number;
  entryMinutes: number;
  units?: number | undefined;
}

/** When a rehearsal that begins now takes entries, opens and ends by itself. */
export function timesOf(now: Date, { opensInMinutes, entryMinutes }: Pick<Wanted, "opensInMinutes" | "entryMinutes">) {
  const opensAt = new Date(now.getTime() + opensInMinutes * minute);
  return {
    entryOpensAt: new Date(opensAt.getTime() - entryMinutes * minute),
    opensAt,
    endsBy: new Date(now.getTime() + hours * 60 * minute),
  };
}

/** How many of each kind there are when nothing is said: some phones win and some do not. */
export const usualUnits = (phones: number): number => Math.max(1, Math.floor(phones / 2));

/** What the play people must be for the rules that are kept. */
export interface PlayFacts {
  employmentForm: string;
  tags: string[];
}

/**
 * The campaign's conditions as far as play people can fulfil them, and what these people are for it. Branches, seasons and absences
 * belong to the union's own tree and are left out.
 */
export function playEligibility(rules: readonly EligibilityRule[]): { rules: EligibilityRule[]; facts: PlayFacts } {
  const kept = rules.filter(
    (rule) =>
      rule.type !== "within" && rule.type !== "notBarred" && !(rule.type === "fewerWins" && rule.scope === "season"),
  );
  const forms = kept.flatMap((rule) => (rule.type === "employmentForm" ? [rule.anyOf] : []));
  const shared = forms[0]?.find((form) => forms.every((anyOf) => anyOf.includes(form)));
  const tags = kept.flatMap((rule) => (rule.type === "tag" ? rule.anyOf.slice(0, 1) : []));
  return { rules: kept, facts: { employmentForm: shared ?? "standard", tags: [...new Set(tags)] } };
}

/** The days of what is played: enough for the longest of its vouchers, and for a rehearsal that begins before midnight. */
export const playDays = (validDays: number): number => Math.max(fewestValidDays, validDays);

const twoDigits = (number: number) => String(number).padStart(2, "0");

/** What stands on a play phone, and on its officer's page. */
export const playName = (number: number): string => `演练${twoDigits(number)}`;

/** No member number of a member: theirs are ten digits. */
export const playMemberNumber = (root: string, number: number): string => `Y${root}-${twoDigits(number)}`;

/** A number that nobody has and nobody can type: mobile numbers begin with 1. */
export const playPhone = (root: string, number: number): string => `+86000${root}${twoDigits(number)}`;

/** Six digits out of a keyed hash. */
export const pinFrom = (hash: Buffer): string => String(hash.readUInt32BE(0) % 1_000_000).padStart(6, "0");
