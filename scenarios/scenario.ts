/** One field case or a family of cases, played through the public HTTP API against a fresh database. */
export interface Scenario {
  /** The field case. */
  case: string;
  name: string;
  /** Throws when the product does not do what the case asks for. */
  play(): Promise<void>;
}
