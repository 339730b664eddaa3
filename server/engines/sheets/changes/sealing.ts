import { type Envelope, makeEnvelope, openEnvelope, openPart, sealPart } from "#kernel/secrets/envelope";
import { registerSealedColumn } from "#kernel/secrets/sealed-columns";
import type { Secrets } from "#kernel/secrets/secrets";
import type { Values } from "../sheets.types.ts";

export { openPart, sealPart };

/** The key of one import; destroyed with it. Its parts are "file" and the numbers of the rows. */
export type ImportKey = Envelope;

const place = (importId: string) => `sheets.import.key.${importId}`;
registerSealedColumn({ table: "sheets.import", column: "sealed_key", place: place });

/** A fresh key and what is stored of it. */
export function makeImportKey(secrets: Secrets, importId: string): { key: ImportKey; sealed: Buffer } {
  const { envelope, sealed } = makeEnvelope(secrets, { id: importId, place: place(importId) });
  return { key: envelope, sealed };
}

export const openImportKey = (secrets: Secrets, given: { id: string; sealedKey: Buffer }): ImportKey =>
  openEnvelope(secrets, { id: given.id, place: place(given.id), sealed: given.sealedKey });

/** What a line holds that nobody else may read. */
export interface LineContent {
  values: Values;
  before?: Values;
  /** Text of cells that could not be read, by column key. */
  raw?: Record<string, string>;
}

export const sealLine = (key: ImportKey, row: number, content: LineContent): Buffer =>
  sealPart(key, String(row), Buffer.from(JSON.stringify(content)));

export const openLine = (key: ImportKey, row: number, sealed: Buffer): LineContent =>
  JSON.parse(openPart(key, String(row), sealed).toString("utf8")) as LineContent; // written by `sealLine` alone
