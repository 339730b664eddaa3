import { editDistance } from "#engines/sheets";
import { bare } from "./showing-sheet.rules.ts";

interface Hall {
  id: string;
  name: string;
  placeName: string;
}

/** So many halls a refusal names, the nearest to what was written first. */
const mostNamed = 8;

/**
 * The hall that a row means: by its name, or by its place's and its own. Of several with one name it is the usual one; without that the row
 * is refused, and so is a name that no hall has. A refusal says which halls there are. Pure.
 */
export function hallMeant(
  written: string,
  halls: readonly Hall[],
  usualHallId: string,
): { id: string } | { refused: string; params?: { halls: string } } {
  const said = bare(written);
  const whole = halls.filter((hall) => bare(hall.placeName + hall.name) === said);
  const found = whole.length > 0 ? whole : halls.filter(({ name }) => bare(name) === said);
  const [one] = found.length > 1 ? found.filter(({ id }) => id === usualHallId) : found;
  if (one !== undefined) return { id: one.id };
  if (halls.length === 0) return { refused: "no_halls" };
  if (found.length > 1) return { refused: "hall_several", params: { halls: together(found.map(wholeName)) } };
  return { refused: "hall_unknown", params: { halls: together(nearestFirst(written, halls.map(nameAmong(halls)))) } };
}

const wholeName = ({ placeName, name }: Hall): string => `${placeName}${name}`;

/** A hall's name as a sheet may write it: with its place where another place has one of that name. */
const nameAmong =
  (halls: readonly Hall[]) =>
  (hall: Hall): string =>
    halls.some((other) => other.id !== hall.id && bare(other.name) === bare(hall.name)) ? wholeName(hall) : hall.name;

const together = (names: readonly string[]): string =>
  [...names.slice(0, mostNamed), ...(names.length > mostNamed ? ["…"] : [])].join("、");

const nearestFirst = (written: string, names: readonly string[]): string[] =>
  names
    .map((name) => ({ name, far: editDistance(bare(written), bare(name)) }))
    .sort((a, b) => a.far - b.far)
    .map(({ name }) => name);
