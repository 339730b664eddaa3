export interface BreakerOptions {
  /** Failures in a row after which nothing is tried for a while (5). */
  failures?: number;
  /** Milliseconds of that while (30,000). */
  pause?: number;
  now?: () => number;
}

/** Keeps us from waiting for a provider that is down: after some failures in a row only one try per pause goes through. */
export class CircuitBreaker {
  readonly #limit: number;
  readonly #pause: number;
  readonly #now: () => number;
  #failures = 0;
  #closedUntil = 0;

  constructor(options: BreakerOptions = {}) {
    this.#limit = options.failures ?? 5;
    this.#pause = options.pause ?? 30_000;
    this.#now = options.now ?? (() => performance.now());
  }

  /** True when a try may be made now. While the provider is down, a true answer is that pause's only try. */
  tryNow(): boolean {
    if (this.#failures < this.#limit) return true;
    if (this.#now() < this.#closedUntil) return false;
    this.#closedUntil = this.#now() + this.#pause;
    return true;
  }

  /** How many may be tried at once: one while in doubt. */
  get room(): number {
    if (this.#failures < this.#limit) return Number.POSITIVE_INFINITY;
    return this.#now() < this.#closedUntil ? 0 : 1;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(): void {
    this.#failures += 1;
    if (this.#failures >= this.#limit) this.#closedUntil = this.#now() + this.#pause;
  }
}
