import { createHash } from "node:crypto";

export const lineKinds = ["redemption", "undo", "reversal", "difference"] as const;
export type LineKind = (typeof lineKinds)[number];

/** One amount of a statement, as it is frozen. */
export interface Line {
  kind: LineKind;
  /** The redemption, reversal or discrepancy that it is about. */
  sourceId: string;
  /** The redemption that it takes back. */
  correctsId: string | null;
  at: Date;
  /** Happened before the period and is on no earlier statement. */
  late: boolean;
  storeId: string;
  storeName: string;
  clerkName: string;
  claimId: string;
  kindId: string;
  kindTitle: string;
  faceFen: number;
  campaignId: string;
  campaignTitle: string;
  fundSourceId: string;
  fundName: string;
  quotaId: string | null;
  /** What the customer's bill was. */
  amountFen: number;
  /** What the union owes for it; below zero for what is taken back. */
  offFen: number;
  receipt: string | null;
  offline: boolean;
  note: string | null;
}

/** What of a statement stands above its lines. */
export interface Head {
  number: string;
  merchantId: string;
  fromDay: string;
  toDay: string;
}

const sha256 = (...parts: (string | Buffer)[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Every field of a line in one order, so that equal lines are equal bytes. */
const canonical = (line: Line, position: number): string =>
  JSON.stringify([
    ...[position, line.kind, line.sourceId, line.correctsId, line.at.toISOString(), line.late],
    ...[line.storeId, line.storeName, line.clerkName, line.claimId, line.kindId, line.kindTitle, line.faceFen],
    ...[line.campaignId, line.campaignTitle, line.fundSourceId, line.fundName, line.quotaId],
    ...[line.amountFen, line.offFen, line.receipt, line.offline, line.note],
  ]);

const headHash = (head: Head): Buffer =>
  sha256(JSON.stringify([head.number, head.merchantId, head.fromDay, head.toDay]));

/** The hash of each line over itself and all before it; the last one, or the head's, is the statement's digest. */
export function chainOf(head: Head, lines: readonly Line[]): { hashes: Buffer[]; digest: Buffer } {
  const hashes: Buffer[] = [];
  let before = headHash(head);
  for (const [index, line] of lines.entries()) {
    before = sha256(before, canonical(line, index + 1));
    hashes.push(before);
  }
  return { hashes, digest: before };
}

/** The position of the first line whose hash is not what it must be; undefined when the chain is whole. */
export function firstBroken(
  head: Head,
  lines: readonly (Line & { hash: Buffer; position: number })[],
): number | undefined {
  const { hashes } = chainOf(head, lines);
  const index = lines.findIndex((line, at) => line.position !== at + 1 || hashes[at]?.equals(line.hash) !== true);
  return index < 0 ? undefined : index + 1;
}

export interface Subtotal {
  id: string;
  name: string;
  lines: number;
  amountFen: number;
  offFen: number;
}

/** Vouchers taken and money of lines, summed by what `of` names; the largest sum of money first. */
export function subtotals(lines: readonly Line[], of: (line: Line) => { id: string; name: string }): Subtotal[] {
  const sums = new Map<string, Subtotal>();
  for (const line of lines) {
    const { id, name } = of(line);
    const sum = sums.get(id) ?? { id, name, lines: 0, amountFen: 0, offFen: 0 };
    sum.lines += 1;
    sum.amountFen += spendingOf(line);
    sum.offFen += line.offFen;
    sums.set(id, sum);
  }
  return [...sums.values()].sort((a, b) => b.offFen - a.offFen || a.name.localeCompare(b.name, "zh-CN"));
}

/** The bill of what was taken counts once; of what was taken back it counts against it. */
export const spendingOf = (line: Pick<Line, "kind" | "amountFen">): number =>
  line.kind === "undo" || line.kind === "reversal" ? -line.amountFen : line.amountFen;

export const totalsOf = (lines: readonly Line[]) => ({
  lines: lines.length,
  amountFen: lines.reduce((sum, line) => sum + spendingOf(line), 0),
  totalFen: lines.reduce((sum, line) => sum + line.offFen, 0),
});

/** The statement's number as it stands on paper: union and year are said beside it. */
export const numberOf = (year: number, sequence: number): string => `JS${year}-${String(sequence).padStart(4, "0")}`;
