/** Workbooks as offices send them, of people who do not exist, for whoever tests or measures what reads them. */
export { makeLedger } from "./ledger.ts";
export { makeRoster } from "./roster.ts";
export {
  type DefectKind,
  defectKinds,
  firstRow,
  type Sample,
  type SampleDefect,
  type SampleOptions,
} from "./sample.ts";
export { type SampleFormat, sampleBytes, sampleFormats, writeSample } from "./write-sample.ts";
