/** Passes on values of which only the newest matters: the first at once, then at most one per key and interval. */
export class LiveValues {
  readonly #waiting = new Map<string, { text: string | undefined }>();
  readonly #send: (text: string) => void;
  readonly #every: number;

  constructor(send: (text: string) => void, every: number) {
    this.#send = send;
    this.#every = every;
  }

  put(key: string, text: string): void {
    const slot = this.#waiting.get(key);
    if (slot !== undefined) slot.text = text;
    else this.#pass(key, text);
  }

  #pass(key: string, text: string): void {
    const slot: { text: string | undefined } = { text: undefined };
    this.#waiting.set(key, slot);
    this.#send(text);
    setTimeout(() => {
      if (slot.text === undefined) this.#waiting.delete(key);
      else this.#pass(key, slot.text);
    }, this.#every).unref();
  }
}
