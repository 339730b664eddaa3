/** How many signs must be added, left out or changed to make one text of the other. */
export function editDistance(a: string, b: string): number {
  const signs = [...b];
  let row = Array.from({ length: signs.length + 1 }, (_, index) => index);
  for (const [i, sign] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of signs.entries())
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (sign === other ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The text among some that is so near to what was written that it was probably meant; undefined when none is, or two are alike near. */
export function nearestOf(text: string, among: readonly string[]): string | undefined {
  const near = among
    .map((one) => ({ one, far: editDistance(text, one), most: Math.floor(Math.max(text.length, one.length) / 3) }))
    .filter(({ far, most }) => far <= most)
    .sort((a, b) => a.far - b.far);
  const [first, second] = near;
  return second !== undefined && second.far === first?.far ? undefined : first?.one;
}
