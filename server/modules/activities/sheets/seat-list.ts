import { createHash } from "node:crypto";
import { sql } from "kysely";
import { noteWritten, type Proposal, type SheetSchema, type SheetTarget } from "#engines/sheets";
import { type ClaimOutcome, findClaimByKey, returnClaim } from "#engines/stock";
import { record } from "#kernel/audit/audit";
import type { Tx } from "#kernel/context";
import { isWithin } from "#kernel/policy";
import { describeListed, listedColumns, matchListed, peopleFacts } from "#modules/membership";
import { awardRelease } from "#modules/releases";
import { listHolders } from "../sessions/holders.store.ts";
import { stateAt, titleOf } from "../sessions/session.rules.ts";
import { listSeatLabels, type SessionRow } from "../sessions/session.store.ts";
import { showingPage, tellPeople, ticketPage } from "../tell-people.ts";
import { proposeSeatLine, saidAs, seatMeant, type Wanted } from "./seat-list.rules.ts";

/** The columns of a list that gives seats: who, perhaps which seat, and why. */
export const seatColumns = ({ reason, example }: { reason: string; example: string }) => [
  ...listedColumns,
  {
    ...{ key: "seat", title: "座位", kind: "text" as const, maxLength: 40 },
    synonyms: ["座位号", "座号", "排座", "Seat"],
    ...{ guidance: "不填就给空着的最好的座位。", example: "3排5座" },
  },
  {
    ...{ key: "reason", title: "事由", kind: "text" as const, maxLength: 300 },
    synonyms: ["原因", "说明", "备注", "Reason"],
    ...{ guidance: `记在发放记录里。不填就是“${reason}”。`, example },
  },
];

/** A kind of list by which people get seats of one session. */
export interface SeatList {
  schema: SheetSchema;
  permission: string;
  /** Why a seat was given, where the row does not say. */
  reason: string;
  /** The session as whoever brings the list may see it, and the organisation on whose node the list stands; undefined for what is not theirs. */
  find(tx: Tx, sessionId: string): Promise<{ session: SessionRow; nodeId: string } | undefined>;
  /** The session, held until the transaction ends. Throws activities.no_such_session, access.forbidden. */
  lock(tx: Tx, sessionId: string): Promise<SessionRow>;
  /** The same while seats are given; throws activities.session_over, activities.session_cancelled besides. */
  open(tx: Tx, sessionId: string): Promise<SessionRow>;
  /** Codes of refusals that this list says in words of its own. */
  says?: Readonly<Record<string, string>>;
}

/** How a list of this kind is judged, gives its seats, and is taken back. */
export const seatListTarget = (list: SeatList): SheetTarget => ({
  schema: list.schema,
  permission: list.permission,
  onBehalf: true,
  subject: async (tx, sessionId) => {
    const found = await list.find(tx, sessionId);
    return found && { nodeId: found.nodeId, title: titleOf(found.session) };
  },
  propose: proposing(list),
  apply: applying(list),
  revert: reverting(list),
  describe: describeListed,
  written: noteWritten(list.schema.kind),
});

const proposing =
  ({ open, says = {} }: SeatList): SheetTarget["propose"] =>
  async (work, lines) => {
    const { tx } = work;
    const session = await open(tx, work.place.subjectId ?? "");
    const listed = await matchListed(work, lines);
    const people = listed.flatMap((one) => ("personId" in one ? one.personId : []));
    const facts = await peopleFacts(tx.db, people);
    const holders = new Map((await listHolders(tx.db, session.id)).map((one) => [one.personId, one]));
    const labels = await listSeatLabels(tx.db, session.id);
    const wanted = listed.map((one, at): Wanted => {
      if ("proposal" in one) return { proposal: one.proposal };
      const { personId } = one;
      const unions = facts.get(personId)?.unions ?? [];
      const said = lines[at]?.values.seat;
      return {
        personId,
        isMeant: unions.some((path) => isWithin(path, session.audienceNode)),
        holds: holders.get(personId),
        ...(typeof said === "string" ? { seat: seatMeant(said, labels) ?? null } : {}),
      };
    });
    const asked = wanted.flatMap((one) => (isAsked(one) ? [one] : []));
    const outcomes = await rehearse(tx, session, asked);
    const byPerson = new Map(asked.map(({ personId }, at) => [personId, outcomes[at]?.outcome]));
    return wanted.map(
      (one): Proposal => saidAs(says, proposeSeatLine(one, "personId" in one ? byPerson.get(one.personId) : undefined)),
    );
  };

type Asked = Extract<Wanted, { personId: string }>;

const isAsked = (one: Wanted): one is Asked =>
  "personId" in one && one.isMeant && one.holds === undefined && one.seat !== null;

/** What would become of each if they got their seats now: they get them, and everything is taken back. */
async function rehearse(tx: Tx, session: SessionRow, asked: readonly Asked[]): Promise<ClaimOutcome[]> {
  if (asked.length === 0) return [];
  const awards = asked.map(({ personId, seat }) => ({
    personId,
    key: crypto.randomUUID(),
    ...(seat && { pick: seat }),
  }));
  await sql`savepoint rehearsal`.execute(tx.db);
  const outcomes = await awardRelease(tx, session.releaseId ?? "", { awards, reason: "" });
  await sql`rollback to savepoint rehearsal`.execute(tx.db);
  return outcomes;
}

const applying =
  ({ open, reason: usual }: SeatList): SheetTarget["apply"] =>
  async ({ tx, place }, lines) => {
    const session = await open(tx, place.subjectId ?? "");
    const labels = await listSeatLabels(tx.db, session.id);
    const applied: Awaited<ReturnType<SheetTarget["apply"]>> = [];
    for (const [reason, group] of Map.groupBy(lines, ({ values }) => String(values.reason ?? usual))) {
      const awards = group.map(({ targetId = "", values }) => {
        const pick = typeof values.seat === "string" ? seatMeant(values.seat, labels) : undefined;
        return { personId: targetId, key: keyOf(place.importId, targetId), ...(pick !== undefined && { pick }) };
      });
      const outcomes = await awardRelease(tx, session.releaseId ?? "", { awards, reason });
      const given = group.flatMap(({ row, targetId = "" }, at) => {
        const outcome = outcomes[at];
        return outcome !== undefined && "claimId" in outcome ? [{ row, targetId, ...outcome }] : [];
      });
      await tell(tx, session, given);
      applied.push(...given.map(({ row, targetId }) => ({ row, targetId })));
    }
    return applied;
  };

interface Given {
  targetId: string;
  claimId: string;
  label: string | null;
}

function tell(tx: Tx, session: SessionRow, given: readonly Given[]): Promise<void> {
  const params = { title: titleOf(session), startsAt: session.startsAt.toISOString() };
  const messages = given.map(({ targetId, claimId, label }) => ({
    ...{ personId: targetId, link: ticketPage(claimId), params: { ...params, seat: label ?? "" } },
  }));
  return tellPeople(tx, "activities.awarded", messages);
}

/** Seats that nobody has come in on are free again, and whoever had them is told; of whoever is inside, or when it is over, they stay. */
const reverting =
  ({ lock }: SeatList): SheetTarget["revert"] =>
  async ({ tx, place }, lines) => {
    const session = await lock(tx, place.subjectId ?? "");
    const isAhead = stateAt(session, tx.clock.now()) === "scheduled";
    const params = { title: titleOf(session), startsAt: session.startsAt.toISOString() };
    const reverted: Awaited<ReturnType<SheetTarget["revert"]>> = [];
    const messages = [];
    for (const { row, targetId } of lines) {
      const claim = await findClaimByKey(tx.db, targetId, keyOf(place.importId, targetId));
      const isOpen = isAhead && claim?.state === "active";
      if (isOpen) {
        await returnClaim(tx, claim.id, { reason: "staff" });
        messages.push({ personId: targetId, link: showingPage(session.id), params });
      }
      // What its holder has given back meanwhile is gone already.
      const isGone = isOpen || claim === undefined || claim.state === "returned";
      reverted.push({ row, kept: isGone ? [] : ["*"] });
    }
    await tellPeople(tx, "activities.award_taken_back", messages);
    await record(tx, {
      ...{ node: session.node, action: "activities.seats_taken_back", object: { type: "session", id: session.id } },
      detail: { importId: place.importId, people: messages.length },
    });
    return reverted;
  };

/** One claim for each person of an import, however often it is tried. */
function keyOf(importId: string, personId: string): string {
  const hash = createHash("sha256").update(`door\n${importId}\n${personId}`).digest("hex");
  // RFC 9562, version 8: a value of our own making.
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
