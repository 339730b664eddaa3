import { z } from "zod";
import type { Tx } from "#kernel/context";
import { isWithin } from "#kernel/policy";
import type { NewShare } from "#modules/releases";
import { shareOutside } from "../benefits.errors.ts";
import { getOrganisationNode } from "../organisations.ts";
import type { Round } from "./schedule.rules.ts";

const monthOfMinutes = 31 * 24 * 60;
const about = {
  title: z.string().trim().min(1).max(40),
  /** Of each round, out of its stock. */
  units: z.number().int().min(1).max(10_000_000),
  /** So long after opening what is left goes to everybody. */
  spillMinutes: z.number().int().min(1).max(monthOfMinutes),
};

/** Units that a branch or people with a tag are served from first, or that are only given to who is named. */
export const KindShare = z
  .discriminatedUnion("whose", [
    z.strictObject({ whose: z.literal("branch"), organisationId: z.uuid(), ...about }),
    z.strictObject({ whose: z.literal("tag"), tag: z.string().trim().min(1).max(20), ...about }),
    z.strictObject({ whose: z.literal("award"), ...about }),
  ])
  .meta({ id: "KindShare" });
export type KindShare = z.output<typeof KindShare>;

const mostShares = 8;

/** At most one share is for awards, no branch or tag has two, and together they hold no more than a round has. */
export const KindShares = z
  .array(KindShare)
  .max(mostShares)
  .refine((shares) => new Set(shares.map(whoOf)).size === shares.length, { message: "a share is there twice" });

const whoOf = (share: KindShare): string => {
  switch (share.whose) {
    case "branch":
      return `branch ${share.organisationId}`;
    case "tag":
      return `tag ${share.tag}`;
    default:
      return "award";
  }
};

export const unitsShared = (shares: readonly Pick<KindShare, "units">[]): number =>
  shares.reduce((sum, { units }) => sum + units, 0);

/** Throws benefits.share_outside {title} for a branch that the campaign does not reach. */
export async function assertSharesWithin(tx: Tx, node: string, shares: readonly KindShare[]): Promise<void> {
  for (const share of shares)
    if (share.whose === "branch" && !isWithin(await getOrganisationNode(tx.db, share.organisationId), node))
      throw shareOutside(share.title);
}

/** The shares as a release of this round wants them. Their spill never comes after the round's end. */
export async function sharesOf(tx: Tx, shares: readonly KindShare[], round: Round): Promise<NewShare[]> {
  const published: NewShare[] = [];
  for (const { title, units, spillMinutes, ...share } of shares) {
    const spillAt = new Date(Math.min(round.opensAt.getTime() + spillMinutes * 60_000, round.closesAt.getTime()));
    published.push({ title, units, spillAt, ...(await whoIn(tx, share)) });
  }
  return published;
}

type Who = { whose: "branch"; organisationId: string } | { whose: "tag"; tag: string } | { whose: "award" };

async function whoIn(tx: Tx, share: Who): Promise<Pick<NewShare, "branch" | "tag" | "award">> {
  switch (share.whose) {
    case "branch":
      return { branch: await getOrganisationNode(tx.db, share.organisationId) };
    case "tag":
      return { tag: share.tag };
    default:
      return { award: true };
  }
}
