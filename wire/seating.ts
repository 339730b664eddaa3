/**
 * How the seats of a hall are given to the winners of an entry window. Pure, so that the server seats by it and every phone can
 * repeat it from what is published:
 *
 * 1. Winners choose in the published order; people who want to sit together choose together, at the turn of their last winner, so
 *    that nobody else loses by it.
 * 2. One alone gets the first of their wished seats that is still free, else the best free seat.
 * 3. A party of m gets m free neighbours in one row: of all such runs the one with most of the wished seats, then the best one.
 *    Where no run is long enough, the party is halved and each half is seated in this way.
 */

/** A free seat. Neighbours have the same row and columns that differ by one (an aisle is a column without seats). `best`: lower is better. */
export interface FreeSeat {
  label: string;
  row: number;
  col: number;
  best: number;
}

/** A winner, in the published order. `party` is the same for people who want to sit together. */
export interface SeatedWinner {
  id: string;
  wishes: readonly string[];
  party?: string | null;
}

/** So many people at most sit together; who comes later in the order than the sixth of a party chooses alone. */
export const largestParty = 6;

/** Most seats that one person may wish for. */
export const mostWishes = 3;

/**
 * Seats winners. There must be as many free seats as winners.
 * @returns the label of the seat by winner's id; throws RangeError when seats are too few.
 */
export function seatWinners(free: readonly FreeSeat[], winners: readonly SeatedWinner[]): Map<string, string> {
  if (free.length < winners.length) throw new RangeError(`${winners.length} winners, ${free.length} seats`);
  const hall = new Hall(free);
  const seated = new Map<string, string>();
  for (const group of turns(winners)) seatGroup(hall, group, seated);
  return seated;
}

/** Who chooses at which turn: one alone at their own, a party at that of its last winner. */
function turns(winners: readonly SeatedWinner[]): SeatedWinner[][] {
  const parties = new Map<string, SeatedWinner[]>();
  const partyOf = new Map<string, SeatedWinner[]>();
  for (const winner of winners) {
    if (winner.party == null) continue;
    const party = parties.get(winner.party) ?? [];
    if (party.length === largestParty) continue;
    party.push(winner);
    parties.set(winner.party, party);
    partyOf.set(winner.id, party);
  }
  const groups: SeatedWinner[][] = [];
  for (const winner of winners) {
    const party = partyOf.get(winner.id);
    if (party === undefined) groups.push([winner]);
    else if (party[party.length - 1] === winner) groups.push(party);
  }
  return groups;
}

function seatGroup(hall: Hall, group: readonly SeatedWinner[], seated: Map<string, string>): void {
  const [first] = group;
  if (first === undefined) return;
  if (group.length === 1) {
    const seat = first.wishes.map((label) => hall.free(label)).find((free) => free !== undefined) ?? hall.best();
    hall.take(seat);
    seated.set(first.id, seat.label);
    return;
  }
  const run = bestRun(hall, group);
  if (run === undefined) {
    const half = Math.ceil(group.length / 2);
    seatGroup(hall, group.slice(0, half), seated);
    seatGroup(hall, group.slice(half), seated);
    return;
  }
  const left = [...run].sort((a, b) => a.best - b.best);
  for (const winner of group) {
    const wished = winner.wishes.map((label) => left.findIndex((seat) => seat.label === label)).find((at) => at >= 0);
    const [seat] = left.splice(wished ?? 0, 1);
    if (seat === undefined) continue;
    hall.take(seat);
    seated.set(winner.id, seat.label);
  }
}

/** The run of free neighbours with most wished seats, then the smallest sum of `best`, then the foremost row and column. */
function bestRun(hall: Hall, group: readonly SeatedWinner[]): FreeSeat[] | undefined {
  const wished = new Set(group.flatMap((winner) => winner.wishes));
  let found: { run: FreeSeat[]; wishes: number; best: number } | undefined;
  for (const run of hall.runs(group.length)) {
    const wishes = run.filter((seat) => wished.has(seat.label)).length;
    const best = run.reduce((sum, seat) => sum + seat.best, 0);
    if (found === undefined || wishes > found.wishes || (wishes === found.wishes && best < found.best))
      found = { run, wishes, best };
  }
  return found?.run;
}

/** The free seats of a hall while they are being given out. */
class Hall {
  readonly #byLabel: Map<string, FreeSeat>;
  readonly #byBest: FreeSeat[];
  readonly #inRows: FreeSeat[];
  #next = 0;

  constructor(free: readonly FreeSeat[]) {
    this.#byLabel = new Map(free.map((seat) => [seat.label, seat]));
    this.#byBest = [...free].sort((a, b) => a.best - b.best || compare(a.label, b.label));
    this.#inRows = [...free].sort((a, b) => a.row - b.row || a.col - b.col || compare(a.label, b.label));
  }

  free(label: string): FreeSeat | undefined {
    return this.#byLabel.get(label);
  }

  best(): FreeSeat {
    for (; this.#next < this.#byBest.length; this.#next++) {
      const seat = this.#byBest[this.#next];
      if (seat !== undefined && this.#byLabel.has(seat.label)) return seat;
    }
    throw new RangeError("no seat is free");
  }

  take(seat: FreeSeat): void {
    this.#byLabel.delete(seat.label);
  }

  /** Every run of so many free neighbours, from the front and from the left. */
  *runs(length: number): Generator<FreeSeat[]> {
    let run: FreeSeat[] = [];
    for (const seat of this.#inRows) {
      if (!this.#byLabel.has(seat.label)) continue;
      const last = run[run.length - 1];
      run = last !== undefined && last.row === seat.row && last.col + 1 === seat.col ? [...run, seat] : [seat];
      if (run.length > length) run = run.slice(1);
      if (run.length === length) yield run;
    }
  }
}

// By code units, alike in every language setting.
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
