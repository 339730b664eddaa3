/** One field case or a family of cases, played through the public HTTP API against a fresh database. */
export interface Scenario {
  /** The field case. */
  case: string;
  name: string;
  /** Throws when the product does not do what the case asks for. */
  play(options: ScenarioOptions): Promise<void>;
}

export interface ScenarioOptions {
  /** So many of the field case's people are one here, where a scenario is played at a scale; its own without it. */
  scale?: number | undefined;
  /** For whoever watches a long one. */
  say(line: string): void;
}
