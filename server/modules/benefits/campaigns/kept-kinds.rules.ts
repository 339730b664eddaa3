interface Titled {
  title: string;
}

/**
 * Which kind of a draft each wanted one was before: the one of its title, else the one in its place, if that is wanted nowhere else. In
 * the order of what is wanted; undefined for a new one. Pure.
 */
export function keptKinds<Known extends Titled & { id: string; capId: string }>(
  wanted: readonly Titled[],
  before: readonly Known[],
): (Pick<Known, "id" | "capId"> | undefined)[] {
  const free = new Set(before);
  const take = (one: Known | undefined) => {
    if (one === undefined || !free.delete(one)) return undefined;
    return { id: one.id, capId: one.capId };
  };
  const byTitle = wanted.map(({ title }) => take([...free].find((one) => one.title === title)));
  return byTitle.map((found, position) => found ?? take(before[position]));
}
