import { createHash } from "node:crypto";
import type { ClaimOutcome } from "#engines/stock";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { isWithin, pathsHolding } from "#kernel/policy";
import type { Secrets } from "#kernel/secrets/secrets";
import { findPeopleByPhones, type PersonByPhone } from "#modules/membership";
import { awardRelease } from "#modules/releases";
import { tellPeople, ticketPage } from "../tell-people.ts";
import type { Awarded } from "./change.schemas.ts";
import { getChangeable } from "./change-session.service.ts";
import { titleOf } from "./session.rules.ts";
import type { SessionRow } from "./session.store.ts";

interface Listed {
  name: string;
  phone: string;
  seat?: string | undefined;
}

export interface AwardSeats {
  sessionId: string;
  people: readonly Listed[];
  reason: string;
  confirmed: boolean;
}

/**
 * Gives seats to named members: the list of a union that has the whole house, or direct awards out of the share kept for them. Not confirmed it
 * only says what would become of each line; sent again, whoever has a seat by it keeps that one.
 */
export async function awardSeats(ctx: Ctx, secrets: Secrets, given: AwardSeats): Promise<Awarded> {
  return transact(serverSight(ctx), async (tx) => {
    const session = await getChangeable(tx, given.sessionId);
    const matched = await match(tx, secrets, given, session.audienceNode);
    if (given.confirmed) await give(tx, session, matched, given.reason);
    const rows = matched.map(({ row }) => row);
    return { given: rows.filter((row) => row.outcome === "given").length, rows };
  });
}

/** Gives what can be given and writes into each line what became of it. */
async function give(tx: Tx, session: SessionRow, matched: readonly Matched[], reason: string): Promise<void> {
  const ready = matched.flatMap(({ row, award }) => (award === undefined ? [] : [{ row, award }]));
  if (ready.length === 0) return;
  const awards = ready.map(({ award }) => award);
  const outcomes = await awardRelease(tx, session.releaseId ?? "", { awards, reason });
  const params = { title: titleOf(session), startsAt: session.startsAt.toISOString() };
  const messages = [];
  for (const [index, { row, award }] of ready.entries()) {
    const outcome = outcomes[index];
    writeOutcome(row, outcome);
    if (outcome?.outcome !== "granted") continue;
    const { personId } = award;
    messages.push({ personId, link: ticketPage(outcome.claimId), params: { ...params, seat: row.seat ?? "" } });
  }
  await tellPeople(tx, "activities.awarded", messages);
}

function writeOutcome(row: Matched["row"], outcome: ClaimOutcome | undefined): void {
  if (outcome !== undefined && "claimId" in outcome) {
    row.outcome = outcome.outcome === "granted" ? "given" : "had";
    row.seat = outcome.label;
  } else {
    row.outcome = "refused";
    row.problem = `release.${outcome?.outcome === "capped" ? "cap_reached" : (outcome?.outcome ?? "busy")}`;
  }
}

interface Matched {
  row: Awarded["rows"][number];
  /** Missing for a line that is refused. */
  award?: { personId: string; key: string; pick?: string };
}

/** Finds the members of the list; a name that does not fit its phone number is refused, and so is who is named twice. */
async function match(tx: Tx, secrets: Secrets, given: AwardSeats, node: string): Promise<Matched[]> {
  const { people, sessionId } = given;
  const phones = people.map((person) => person.phone);
  const found = await findPeopleByPhones(tx.db, secrets, phones);
  const seen = new Set<string>();
  const sight = pathsHolding(tx.actor, "activities.manage");
  return people.map(({ name, phone, seat }) => {
    const row: Matched["row"] = { name, outcome: "ready", problem: null, seat: seat ?? null };
    const known = found.get(phone);
    const problem =
      problemOf(known, name, { node, sight }) ?? (seen.has(known?.id ?? "") ? "activities.person_twice" : undefined);
    if (known === undefined || problem !== undefined)
      return { row: { ...row, outcome: "refused", problem: problem ?? "activities.person_unknown" } };
    seen.add(known.id);
    const key = awardKey(sessionId, known.id);
    return { row, award: { personId: known.id, key, ...(seat === undefined || seat === "" ? {} : { pick: seat }) } };
  });
}

/** Of whom the asker cannot see either, not even that there is such a member is told. */
function problemOf(
  known: PersonByPhone | undefined,
  name: string,
  { node, sight }: { node: string; sight: readonly string[] },
): string | undefined {
  if (known === undefined || known.name !== name) return "activities.person_unknown";
  const isIn = (top: string) => known.unions.some((path) => isWithin(path, top));
  if (isIn(node)) return undefined;
  return sight.some(isIn) ? "activities.person_outside" : "activities.person_unknown";
}

/** The same person in the same session is the same award, however often the list is sent. */
function awardKey(sessionId: string, personId: string): string {
  const hash = createHash("sha256").update(`award\n${sessionId}\n${personId}`).digest("hex");
  // RFC 9562, version 8: a value of our own making.
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
