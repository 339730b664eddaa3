import type { ReleaseEntry } from "./directory.ts";
import type { PersonFacts } from "./eligibility.rules.ts";

type Share = ReleaseEntry["shares"][number];

/** By the path of their branch, once for each reading of a release: it may have one for each union of a county. */
const known = new WeakMap<readonly Share[], ReadonlyMap<string, Share>>();

function byBranch(shares: readonly Share[]): ReadonlyMap<string, Share> {
  const before = known.get(shares);
  if (before !== undefined) return before;
  const map = new Map(shares.flatMap((share) => (share.branch === null ? [] : [[share.branch, share] as const])));
  known.set(shares, map);
  return map;
}

/** The share that a person competes in first: the deepest branch, else a tag. */
export function shareOf(release: Pick<ReleaseEntry, "shares">, facts: PersonFacts): Share | undefined {
  const branches = byBranch(release.shares);
  let deepest: Share | undefined;
  for (const path of branches.size === 0 ? [] : facts.unions) {
    const found = nearest(branches, path);
    if (found !== undefined && (found.branch?.length ?? 0) > (deepest?.branch?.length ?? 0)) deepest = found;
  }
  return deepest ?? release.shares.find((share) => share.tag !== null && facts.tags.includes(share.tag));
}

/** The share that a person may take from at this moment: their own, unless its hour is still to come. */
export function openShareOf(release: Pick<ReleaseEntry, "shares">, facts: PersonFacts, now: Date): Share | undefined {
  const share = shareOf(release, facts);
  return share?.ownHour == null || share.ownHour <= now ? share : undefined;
}

/** The one of this path, or of the nearest above it. */
function nearest(branches: ReadonlyMap<string, Share>, path: string): Share | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf(".", end - 1)) {
    const found = branches.get(path.slice(0, end));
    if (found !== undefined) return found;
  }
  return undefined;
}
