/** Sheets: the door between spreadsheets and the database. See README.md. */
import "./changes/waiting-imports.ts";

export { allocator } from "./apart.ts";
export { backAndKept, type Counts, differingFields, type ImportState, importStates } from "./changes/changes.rules.ts";
export { destroyImports } from "./changes/destroy-imports.ts";
export { findSecondPerson, setSecondPerson } from "./changes/import.store.ts";
export { ImportView, LineView, presentImport, viewImport, viewLines } from "./changes/import-view.ts";
export { noteWritten } from "./changes/note-written.ts";
export { refusedWorkbook } from "./changes/refused-workbook.ts";
export {
  answerImport,
  chooseMapping,
  decide,
  leaveUndecided,
  settleNames,
  submitImport,
  undoImport,
  withdrawImport,
} from "./changes/review-import.ts";
export { getImport, listOwnImports, listOwnKinds, pastedName, type TakeFile, takeFile } from "./changes/take-file.ts";
export {
  type AppliedLine,
  type ApplyLine,
  type Candidate,
  type Described,
  findTarget,
  type GivenLine,
  type ImportPlace,
  listTargets,
  type Proposal,
  type RevertedLine,
  type RevertLine,
  registerSheet,
  remembered,
  type Settled,
  type Settlement,
  type SheetSubject,
  type SheetTarget,
  type SheetWork,
} from "./changes/targets.ts";
export { importsWait, workImports, workOnce } from "./changes/work-imports.ts";
export { editDistance, nearestOf } from "./closeness.rules.ts";
export { duplicateFinder, duplicatesInFile, type FileDuplicate, type FilePerson } from "./file-duplicates.rules.ts";
export { cellOf, compileSheet } from "./judging/compile-sheet.ts";
export { judgeTyped } from "./judging/judge-typed.ts";
export {
  type Likeness,
  type LikenessReason,
  likeness,
  likenessPoints,
  type PersonTraits,
  perhapsSame,
  surelySame,
} from "./likeness.rules.ts";
export { findHeading, type Heading } from "./mapping/heading.rules.ts";
export { mapColumns, type Remembered, type Table } from "./mapping/map-columns.ts";
export { headingSignature, mergeRemembered, toRemember, withChoice } from "./mapping/remember.rules.ts";
export { rawOf } from "./mapping/table-rows.rules.ts";
export { rowsOfChain } from "./pasted/chain-text.rules.ts";
export { pastedContent } from "./pasted/pasted-content.ts";
export { type LineSays, readLine } from "./pasted/pasted-line.rules.ts";
export { type ReadLimits, usualLimits } from "./reading/limits.ts";
export { glanceAtSheets, type ReadOptions, readRows, type SheetGlance } from "./reading/read-rows.ts";
export { type Returned, type ReturnOrder, returnWorkbook } from "./returning/return-workbook.ts";
export type {
  Cell,
  Choice,
  Column,
  ColumnKind,
  Defect,
  Judged,
  MappedColumn,
  Mapping,
  RawRow,
  SheetDefinition,
  SheetSchema,
  Value,
  Values,
} from "./sheets.types.ts";
export { exampleMark, isExample } from "./writing/example.rules.ts";
export { type Export, exportCsv, exportWorkbook } from "./writing/export-rows.ts";
export { markOf } from "./writing/mark-of.ts";
export { columnLetters, type WrittenCell, type WrittenRow } from "./writing/sheet-xml.ts";
export { templateOf } from "./writing/template.ts";
export { type SheetLanguage, sheetLanguages } from "./writing/template-texts.ts";
export { type StreamedSheet, streamWorkbook } from "./writing/workbook-stream.ts";
