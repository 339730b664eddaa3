import type { MemberActor } from "#kernel/actor";
import * as errors from "./releases.errors.ts";
import { openShareOf } from "./share-of.rules.ts";
import { factsFor, getReachable, type TakingPart } from "./take-part.ts";

/** The hall as one member sees it, with the share that is theirs. Throws `release.no_seats` for what has none. */
export async function seatsForMember(part: TakingPart, actor: MemberActor, releaseId: string) {
  const release = await getReachable(part, actor, releaseId);
  const map = await part.seats(releaseId);
  if (map === undefined) throw errors.noSeats();
  const now = part.desk.snapshots.now();
  const mine = openShareOf(release, await factsFor(part, actor, release), now)?.quotaId;
  return {
    ...{ releaseId, layout: map.layout, free: map.free, asOf: now },
    seats: map.seats,
    shares: map.shares.map(({ id, title, award, spillAt, ownHour }) => ({
      ...{ title, award, spillAt, mine: id === mine },
      opensAt: ownHour !== null && ownHour > now ? ownHour : null,
    })),
  };
}

/** Who looks on asks only for what changes. */
export async function freeSeatsForMember(part: TakingPart, actor: MemberActor, releaseId: string) {
  await getReachable(part, actor, releaseId);
  const map = await part.seats(releaseId);
  if (map === undefined) throw errors.noSeats();
  return { releaseId, layout: map.layout, free: map.free, asOf: part.desk.snapshots.now() };
}
