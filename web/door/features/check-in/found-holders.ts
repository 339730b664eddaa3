import type { Holder } from "../../shared/door.types.ts";

/** Holders whose name, seat or ticket number contains what is typed, by seat; figures are compared as figures (2排 before 10排). */
export function foundHolders(holders: readonly Holder[], search: string): Holder[] {
  const wanted = search.normalize("NFKC").replace(/\s/g, "");
  const fits = ({ name, seat, number }: Holder) => [name, seat ?? "", number].some((text) => text.includes(wanted));
  return holders
    .filter(fits)
    .sort(
      (a, b) =>
        (a.seat ?? "").localeCompare(b.seat ?? "", "zh-CN", { numeric: true }) || (a.claimId < b.claimId ? -1 : 1),
    );
}
