/** What a proof is asked to do. */
export interface ProofOptions {
  /** Every random choice of the proof follows from it. */
  seed: number;
  /** The small form that the tests run, at most 20 s; the figures are those of the full form. */
  short: boolean;
  /** A file to prove it on instead of invented ones, where there is any. */
  file?: string;
  /** Tells the reader how it is getting on. */
  say(line: string): void;
}

/** What a proof has found. Figures beside the two verdicts are for the reader. */
export interface ProofResult {
  /** What had to hold held. */
  ok: boolean;
  /** The same checks, on a version with its safeguard taken out, found the damage. */
  negativeControlFailed: boolean;
  [figure: string]: unknown;
}

export interface Proof {
  /** One sentence: what holds, under which trouble. */
  shows: string;
  run(options: ProofOptions): Promise<ProofResult>;
}
