import { conflict, invalid, missing } from "#kernel/problem";
import type { NotReady } from "./changes/changes.rules.ts";

export const noSuchKind = () => missing("sheets.no_such_kind");
/** Of what the sheet is: another kind of sheet needs one, or another one, or the actor may not see it. */
export const noSuchSubject = () => missing("sheets.no_such_subject");
export const noSuchImport = () => missing("sheets.no_such_import");
export const noSuchLine = () => missing("sheets.no_such_line");
/** Its file, key and rows are gone after their time. */
export const isDestroyed = () => conflict("sheets.destroyed");
/** Another state than this act needs. */
export const notInState = (state: string) => conflict("sheets.not_in_state", { state });
export const notReady = (why: NotReady) => conflict(`sheets.not_ready_${why}`);
export const wrongMapping = (why: "missing" | "twice" | "unknown") => invalid(`sheets.mapping_${why}`);
export const noSuchCandidate = () => invalid("sheets.no_such_candidate");
export const unknownName = () => invalid("sheets.unknown_name");
/** The account's files have found so many people of other unions today that no more may be told. */
export const tooManyElsewhere = (most: number) => invalid("sheets.too_many_elsewhere", { most });
