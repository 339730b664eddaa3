export interface BenchOptions {
  /** Fewer and shorter rounds; its figures are only a sign of life. */
  short: boolean;
  /** A file to measure with instead of an invented one, where there is any. */
  file?: string;
  say(line: string): void;
}

export interface Bench {
  /** One sentence: what is measured against what. */
  measures: string;
  run(options: BenchOptions): Promise<Record<string, unknown>>;
}

/** Rounded to so many digits after the point. */
export const rounded = (value: number, digits = 0): number => Math.round(value * 10 ** digits) / 10 ** digits;
