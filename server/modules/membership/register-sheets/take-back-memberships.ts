import type { RevertLine, SheetWork } from "#engines/sheets";
import { unmakeMembers } from "../listed.store.ts";
import { moveMember } from "../memberships.ts";
import type { PersonRow } from "../people.store.ts";
import { dropJoined } from "../registration/entries.store.ts";
import { correctJoined } from "./joined.store.ts";
import { standingsOf } from "./people-found.ts";
import type { Standing } from "./propose-person.rules.ts";
import { listUntouched } from "./remove-imported.ts";
import { membershipKeys, textOf } from "./row-values.ts";
import { placesOf, unionMeant } from "./unions.ts";

/** A row that changed a membership, with how it is now. */
interface Written {
  line: RevertLine;
  person: PersonRow;
  now: Standing;
}

/**
 * Takes back what an import did to memberships, as far as they are still as it left them: who became a member is on a list again, who
 * was moved goes back from today on, a corrected day of joining is what it was. Gives by row what stays as it is.
 */
export async function takeBackMemberships(
  work: SheetWork,
  lines: readonly RevertLine[],
  people: ReadonlyMap<string, PersonRow>,
): Promise<Map<number, string[]>> {
  const touched = lines.filter(({ fields }) => fields.some((field) => membershipKeys.includes(field)));
  const ids = touched.map(({ targetId }) => targetId);
  const standingOf = await standingsOf(work.tx.db, ids);
  const written = touched.flatMap((line): Written[] => {
    const person = people.get(line.targetId);
    return person === undefined ? [] : [{ line, person, now: standingOf(line.targetId) }];
  });
  const back = new Set([
    ...(await unbecome(work, written.filter(isBegun))),
    ...(await correctBack(
      work,
      written.filter((one) => !isBegun(one) && writes(one, "joinedOn")),
    )),
    ...(await moveBack(
      work,
      written.filter((one) => !isBegun(one) && writes(one, "union")),
    )),
  ]);
  const stays = ({ row, fields }: RevertLine) =>
    membershipKeys.filter((key) => fields.includes(key) && !back.has(done(row, key)));
  return new Map(touched.map((line) => [line.row, stays(line)]));
}

const done = (row: number, key: string) => `${row} ${key}`;
const writes = ({ line }: Written, key: string) => line.fields.includes(key);

/** Whether the row made a member of somebody who was on a list only. */
const isBegun = ({ line: { fields, before } }: Written): boolean =>
  fields.includes("union") && textOf(before, "unionId") === undefined;

const isWhereLeft = ({ place }: SheetWork, { line, now }: Written) => now.union?.id === unionMeant(place, line.values);
const isDayLeft = ({ line, now }: Written) => now.joinedOn === textOf(line.values, "joinedOn");

/** Whom nothing else knows as a member since. */
async function unbecome(work: SheetWork, begun: readonly Written[]): Promise<string[]> {
  const { tx } = work;
  const asLeft = begun.filter((one) => isWhereLeft(work, one) && (!writes(one, "joinedOn") || isDayLeft(one)));
  const ids = asLeft.map(({ person }) => person.id);
  const untouched = new Set(await listUntouched(tx, ids));
  const going = asLeft.filter(({ person }) => untouched.has(person.id));
  const places = going.map(({ person, line }) => ({ id: person.id, node: textOf(line.before, "node") ?? person.node }));
  await unmakeMembers(tx.db, places);
  await dropJoined(
    tx.db,
    going.map(({ person }) => person.id),
  );
  return going.flatMap(({ line }) => membershipKeys.map((key) => done(line.row, key)));
}

async function correctBack({ tx }: SheetWork, written: readonly Written[]): Promise<string[]> {
  const back: string[] = [];
  for (const { line } of written.filter(isDayLeft)) {
    const day = textOf(line.before, "joinedOn");
    if (day === undefined) continue;
    await correctJoined(tx.db, line.targetId, day);
    back.push(done(line.row, "joinedOn"));
  }
  return back;
}

/** From today on, like every move. Whoever is in a transfer, or whose former union is closed by now, stays where they are and is listed so. */
async function moveBack(work: SheetWork, written: readonly Written[]): Promise<string[]> {
  const { tx, place } = work;
  const asLeft = written.filter((one) => isWhereLeft(work, one) && one.now.movable);
  const former = (one: Written) => textOf(one.line.before, "unionId") ?? "";
  const places = await placesOf(tx.db, place.node, asLeft.map(former));
  const back: string[] = [];
  for (const one of asLeft) {
    const to = places.get(former(one));
    if (to === undefined) continue;
    await moveMember(tx, one.person, { to, reason: place.fileName });
    back.push(done(one.line.row, "union"));
  }
  return back;
}
