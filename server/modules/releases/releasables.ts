import type { Db } from "#kernel/database/db";

/** What a card of a released thing says; the module that owns the thing knows. */
export interface ReleasableCard {
  title: string;
  subtitle: string;
}

/** How one kind of releasable thing is told; registered by the module that owns the kind. */
export interface Releasable {
  /** Cards by subject id; a subject without one shows what was written at publishing. */
  cards(db: Db, subjectIds: readonly string[]): Promise<Map<string, ReleasableCard>>;
  /**
   * Which of these subjects their module has stopped as a whole; what is released of them goes on through that module alone. With
   * `hold` that stays so while the transaction lasts.
   */
  stopped?(db: Db, subjectIds: readonly string[], hold: boolean): Promise<ReadonlySet<string>>;
  /** What winners of a window are told, and the member's page of what they won. */
  won: { message: string; page: (claimId: string) => string };
}

const kinds = new Map<string, Releasable>();

/** Other modules register the kinds of things that they release, e.g. "voucher"; at load. */
export const registerReleasable = (kind: string, releasable: Releasable): void => void kinds.set(kind, releasable);

/** Those of these subjects that their module has stopped, one question per kind. */
export async function stoppedOf(
  db: Db,
  subjects: readonly { kind: string; subjectId: string }[],
  { hold = false } = {},
): Promise<ReadonlySet<string>> {
  const stopped = new Set<string>();
  for (const [kind, own] of Map.groupBy(subjects, (subject) => subject.kind)) {
    const ids = [...new Set(own.map((subject) => subject.subjectId))];
    for (const id of (await kinds.get(kind)?.stopped?.(db, ids, hold)) ?? []) stopped.add(id);
  }
  return stopped;
}

/** Undefined for a kind that no module of this process has registered. */
export const findReleasable = (kind: string): Releasable | undefined => kinds.get(kind);

/** Cards of many subjects, one question per kind. */
export async function cardsOf(
  db: Db,
  subjects: readonly { kind: string; subjectId: string }[],
): Promise<Map<string, ReleasableCard>> {
  const cards = new Map<string, ReleasableCard>();
  for (const kind of new Set(subjects.map((subject) => subject.kind))) {
    const ids = [...new Set(subjects.filter((subject) => subject.kind === kind).map((subject) => subject.subjectId))];
    for (const [id, card] of (await kinds.get(kind)?.cards(db, ids)) ?? []) cards.set(id, card);
  }
  return cards;
}
