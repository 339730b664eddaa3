import { backAndKept, differingFields, type GivenLine, type Proposal, type Values } from "#engines/sheets";
import { usualSpillMinutes } from "./quota.schemas.ts";

/** A quota as a row of the sheet says it: hours until what is left is everybody's. */
export interface Granted {
  units: number;
  spillMinutes: number;
}

export interface QuotaKind {
  id: string;
  title: string;
  stockPerRound: number;
  /** Units that other shares keep. */
  shared: number;
  /** Unions with a share of their own among those. */
  sharing: ReadonlySet<string>;
}

export interface QuotasKnown {
  kinds: readonly QuotaKind[];
  /** By `keyOf`. */
  quotas: ReadonlyMap<string, Granted>;
  /** The unions below the campaign's that are called so. */
  unions: ReadonlyMap<string, readonly string[]>;
}

export const keyOf = (kindId: string, organisationId: string): string => `${kindId} ${organisationId}`;

/** What a quota says, by the keys of the sheet. */
export const valuesOf = (granted: Granted | undefined): Values => ({
  units: granted?.units ?? 0,
  spillHours: granted === undefined ? null : granted.spillMinutes / 60,
});

const plain = (name: unknown): string =>
  String(name ?? "")
    .normalize("NFKC")
    .replace(/\s/gu, "");

export interface Meant {
  kind: QuotaKind;
  organisationId: string;
}

/** The kind and the union that a row means, or why it is refused. Pure. */
export function meantBy(values: Values, { kinds, unions }: QuotasKnown): Meant | { column: string; code: string } {
  const [only] = kinds;
  const isSaid = (values.kind ?? null) !== null;
  const kind = isSaid ? kinds.find(({ title }) => plain(title) === plain(values.kind)) : only;
  if (kind === undefined || (!isSaid && kinds.length > 1)) return { column: "kind", code: "quota.kind_unknown" };
  const [organisationId, another] = unions.get(String(values.union)) ?? [];
  if (organisationId === undefined) return { column: "union", code: "quota.union_unknown" };
  if (another !== undefined) return { column: "union", code: "quota.union_several" };
  if (kind.sharing.has(organisationId)) return { column: "union", code: "quota.has_share" };
  return { kind, organisationId };
}

/** What the rows would do, in their order: none may take the quotas of a kind above what a round has. Pure. */
export function proposeQuotas(lines: readonly GivenLine[], known: QuotasKnown): Proposal[] {
  const given = new Map(known.kinds.map(({ id, shared }) => [id, shared + sumOf(known, id)]));
  const seen = new Set<string>();
  return lines.map(({ values }): Proposal => {
    const meant = meantBy(values, known);
    if ("code" in meant) return { outcome: "refused", defects: [meant] };
    const { kind, organisationId } = meant;
    const key = keyOf(kind.id, organisationId);
    if (seen.has(key)) return refused("union", "quota.twice_in_file");
    seen.add(key);
    const before = known.quotas.get(key);
    const more = Number(values.units) - (before?.units ?? 0);
    const total = (given.get(kind.id) ?? 0) + more;
    if (more > 0 && total > kind.stockPerRound)
      return refused("units", "quota.over_stock", { units: total, stock: kind.stockPerRound });
    given.set(kind.id, total);
    return proposal(values, before, organisationId);
  });
}

function proposal(values: Values, before: Granted | undefined, targetId: string): Proposal {
  if (before === undefined) return { outcome: values.units === 0 ? "unchanged" : "insert", targetId };
  const fields = differingFields(values, valuesOf(before));
  return { outcome: fields.length === 0 ? "unchanged" : "update", targetId, before: valuesOf(before), fields };
}

const sumOf = ({ quotas }: QuotasKnown, kindId: string): number =>
  [...quotas].reduce((sum, [key, { units }]) => (key.startsWith(`${kindId} `) ? sum + units : sum), 0);

const refused = (column: string, code: string, params?: Record<string, number>): Proposal => ({
  outcome: "refused",
  defects: [{ column, code, ...(params && { params }) }],
});

/** The quota that a row gives; undefined for none. */
export function grantedBy(values: Values, before: Granted | undefined): Granted | undefined {
  const units = Number(values.units);
  const hours = typeof values.spillHours === "number" ? values.spillHours : undefined;
  const spillMinutes = hours === undefined ? (before?.spillMinutes ?? usualSpillMinutes) : hours * 60;
  return units === 0 ? undefined : { units, spillMinutes };
}

/** What becomes of a quota when a row is taken back, and which of its fields others own now. Pure. */
export function takenBack(
  line: { outcome: "insert" | "update"; values: Values; before: Values; fields: readonly string[] },
  now: Granted | undefined,
): { to: Granted | undefined; kept: string[] } {
  const { outcome, values, before, fields } = line;
  if (outcome === "insert") {
    const written = grantedBy(values, undefined);
    const isAsWritten = now?.units === written?.units && now?.spillMinutes === written?.spillMinutes;
    return now === undefined || isAsWritten ? { to: undefined, kept: [] } : { to: now, kept: ["*"] };
  }
  const { back, kept } = backAndKept(fields, { written: values, now: valuesOf(now) });
  // A quota that the row ended has no hours now; it gets those back that it had.
  const hours = back.includes("spillHours") || now === undefined ? before.spillHours : now.spillMinutes / 60;
  const units = back.includes("units") ? before.units : (now?.units ?? 0);
  return { to: grantedBy({ units: Number(units), spillHours: hours ?? null }, undefined), kept };
}
