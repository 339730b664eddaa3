import { transact } from "#kernel/context";
import { findHeading } from "../mapping/heading.rules.ts";
import { mapColumns, type Remembered } from "../mapping/map-columns.ts";
import { headingSignature } from "../mapping/remember.rules.ts";
import type { SheetGlance } from "../reading/read-rows.ts";
import type { Mapping } from "../sheets.types.ts";
import { findRemembered } from "./import.store.ts";
import type { OpenedImport, Worker } from "./work-on-import.ts";

/** What the columns of a file are, and whether that can be said without asking. */
export async function mapFile(
  { ctx }: Pick<Worker, "ctx">,
  { row, target }: OpenedImport,
  glances: readonly SheetGlance[],
): Promise<{ mapping: Mapping; certain: boolean }> {
  const glance = glances.find(({ chosen }) => chosen) ?? glances[0];
  const firstRows = glance?.firstRows ?? [];
  const heading = findHeading(firstRows, target.schema);
  const samples = firstRows.filter((one) => one.row > (heading?.headerRow ?? 0));
  const signature = headingSignature(row.kind, heading?.headings ?? []);
  const remembered: Remembered =
    (await transact(ctx, (tx) => findRemembered(tx.db, { node: row.node, kind: row.kind, signature }))) ?? {};
  const mapping = mapColumns(target.schema, { heading, samples, remembered });
  return {
    mapping: { ...mapping, sheet: mapping.sheet === "" ? (glance?.name ?? "") : mapping.sheet },
    certain: isCertain(mapping),
  };
}

/** Nothing that is needed is missing, and nothing might be something else. */
const isCertain = ({ columns, missing }: Mapping): boolean =>
  missing.length === 0 && columns.every(({ key, candidates }) => key !== null || candidates.length === 0);

/** Under which name the decisions about these headings are kept. */
export const signatureOf = (kind: string, { columns }: Mapping): string =>
  headingSignature(
    kind,
    columns.map(({ heading }) => heading),
  );
