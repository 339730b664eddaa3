import { connect, type Socket } from "node:net";
import { readAnswer } from "./load.ts";

export interface Arrival {
  index: number;
  status: number;
  /** Milliseconds from the scheduled moment of sending, so that waiting for a free connection counts. */
  millis: number;
  /** Milliseconds after the beginning of the load, of the schedule. */
  at: number;
}

export interface OpenLoopOptions {
  port: number;
  perSecond: number;
  seconds: number;
  request(index: number): Buffer;
  /** Connections at most; a request that finds none free waits, and its waiting counts. */
  connections: number;
}

/** Requests arrive at a fixed rate whether or not the earlier ones were answered, as people do. Resolves when all are answered. */
export async function openLoop(options: OpenLoopOptions): Promise<Arrival[]> {
  const total = Math.round(options.perSecond * options.seconds);
  const arrivals: Arrival[] = [];
  const free: Line[] = [];
  const due: number[] = [];
  let opened = 0;
  let sent = 0;
  const begin = performance.now();
  const scheduled = (index: number) => (index / options.perSecond) * 1000;
  return new Promise((resolve, reject) => {
    const onAnswer = (line: Line, index: number, status: number) => {
      const at = scheduled(index);
      arrivals.push({ index, status, at, millis: performance.now() - begin - at });
      const next = due.shift();
      if (next === undefined) free.push(line);
      else line.send(next, options.request(next));
      if (arrivals.length < total) return;
      for (const one of lines) one.end();
      resolve(arrivals);
    };
    const lines: Line[] = [];
    const start = (index: number) => {
      const line = free.pop();
      if (line !== undefined) return line.send(index, options.request(index));
      if (opened >= options.connections) return void due.push(index);
      opened++;
      const made = new Line(options.port, onAnswer, reject);
      lines.push(made);
      made.send(index, options.request(index));
    };
    const tick = () => {
      const until = Math.min(total, Math.floor(((performance.now() - begin) / 1000) * options.perSecond));
      while (sent < until) start(sent++);
      if (sent < total) setTimeout(tick, 2);
    };
    tick();
  });
}

/** One connection with at most one request under way. */
class Line {
  readonly #socket: Socket;
  #index = -1;
  #pending: Buffer = Buffer.alloc(0);

  constructor(port: number, onAnswer: (line: Line, index: number, status: number) => void, onError: (error: Error) => void) {
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.#socket.on("error", onError);
    this.#socket.on("data", (chunk: Buffer) => {
      this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
      const answer = readAnswer(this.#pending);
      if (answer === undefined) return;
      this.#pending = this.#pending.subarray(answer.length);
      onAnswer(this, this.#index, answer.status);
    });
  }

  send(index: number, bytes: Buffer): void {
    this.#index = index;
    this.#socket.write(bytes);
  }

  end(): void {
    this.#socket.end();
  }
}
