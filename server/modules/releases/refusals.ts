import type { ClaimRefusal, EntryRefusal, GrabDesk } from "#engines/stock";
import type { Problem } from "#kernel/problem";
import type { ReleaseEntry } from "./directory.ts";
import * as errors from "./releases.errors.ts";

type Desk = Pick<GrabDesk, "snapshots">;

/** The problem that tells why an entry was refused. */
export function entryProblem({ snapshots }: Desk, release: ReleaseEntry, refusal: EntryRefusal): Problem {
  const quota = snapshots.find(release.id);
  switch (refusal) {
    case "not_open":
      return errors.notOpenYet(quota?.entryOpensAt ?? quota?.opensAt ?? snapshots.now());
    case "no_window":
      return errors.noWindow();
    case "entry_closed":
      return errors.entryClosed();
    case "entry_changed":
      return errors.entryChanged();
    case "paused":
      return errors.paused();
    case "closed":
      return errors.closed();
    case "busy":
      return errors.busy();
    default:
      return errors.noSuchRelease();
  }
}

/** The next round, if it is still to come: the directory may be a minute old. */
const nextAfter = ({ nextOpensAt }: ReleaseEntry, now: Date): Date | undefined =>
  nextOpensAt !== null && nextOpensAt > now ? nextOpensAt : undefined;

/** The problem that tells why a first-come request was refused; `pick` is the seat that it named. */
export function claimProblem({ snapshots }: Desk, release: ReleaseEntry, refusal: ClaimRefusal, pick = ""): Problem {
  const cap = release.caps[0];
  switch (refusal) {
    case "not_open":
      return errors.notOpenYet(snapshots.find(release.id)?.opensAt ?? snapshots.now());
    case "drawing":
      return errors.drawing();
    case "paused":
      return errors.paused();
    case "closed":
      return errors.closed();
    case "sold_out":
      return errors.soldOut(nextAfter(release, snapshots.now()));
    case "capped":
      return errors.capReached(cap === undefined ? {} : { limit: cap.maxUnits, scope: cap.scope });
    case "key_reused":
      return errors.keyReused();
    case "seat_taken":
      return errors.seatTaken(pick);
    case "no_such_seat":
      return errors.noSuchSeat(pick);
    case "busy":
      return errors.busy();
    default:
      return errors.noSuchRelease();
  }
}
