import { unavailable } from "#kernel/problem";

/** Lets a few in at a time; the others wait for their turn, but not for ever. */
export class Turns {
  private free: number;
  private readonly patience: number;
  private readonly waiting: (() => void)[] = [];

  constructor(atOnce: number, seconds: number) {
    this.free = atOnce;
    this.patience = seconds * 1000;
  }

  /** Gives what ends the turn. Throws `sheets.readers_busy` when none comes in time. */
  async take(): Promise<() => void> {
    if (this.free > 0) this.free -= 1;
    else await this.wait();
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      const next = this.waiting.shift();
      if (next === undefined) this.free += 1;
      else next();
    };
  }

  private wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(turn), 1);
        reject(unavailable("sheets.readers_busy", 30));
      }, this.patience);
      this.waiting.push(turn);
    });
  }
}
