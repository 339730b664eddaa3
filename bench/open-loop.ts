import { connect, type Socket } from "node:net";
import { readAnswer } from "./load.ts";

export interface Arrival {
  index: number;
  /** Of the answer; 0 when the connection broke. */
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
  let sent = 0;
  const begin = performance.now();
  const scheduled = (index: number) => (index / options.perSecond) * 1000;
  return new Promise((resolve) => {
    const onAnswer = (line: Line, index: number, status: number) => {
      const at = scheduled(index);
      arrivals.push({ index, status, at, millis: performance.now() - begin - at });
      if (status === 0) lines.delete(line);
      const next = due.shift();
      if (next !== undefined) send(next, status === 0 ? undefined : line);
      else if (status !== 0) free.push(line);
      if (arrivals.length < total) return;
      for (const one of lines) one.end();
      resolve(arrivals);
    };
    const lines = new Set<Line>();
    const send = (index: number, given = free.pop()) => {
      if (given === undefined && lines.size >= options.connections) return void due.push(index);
      const line = given ?? new Line(options.port, onAnswer);
      lines.add(line);
      line.send(index, options.request(index));
    };
    const tick = () => {
      const until = Math.min(total, Math.floor(((performance.now() - begin) / 1000) * options.perSecond));
      while (sent < until) send(sent++);
      if (sent < total) setTimeout(tick, 2);
    };
    tick();
  });
}

/** One connection with at most one request under way. */
class Line {
  readonly #socket: Socket;
  readonly #onAnswer: (line: Line, index: number, status: number) => void;
  #index: number | undefined;
  #pending: Buffer = Buffer.alloc(0);

  constructor(port: number, onAnswer: (line: Line, index: number, status: number) => void) {
    this.#onAnswer = onAnswer;
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.#socket.on("error", () => this.#answered(0));
    this.#socket.on("close", () => this.#answered(0));
    this.#socket.on("data", (chunk: Buffer) => {
      this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
      const answer = readAnswer(this.#pending);
      if (answer === undefined) return;
      this.#pending = this.#pending.subarray(answer.length);
      this.#answered(answer.status);
    });
  }

  send(index: number, bytes: Buffer): void {
    this.#index = index;
    if (this.#socket.destroyed) this.#answered(0);
    else this.#socket.write(bytes);
  }

  end(): void {
    this.#socket.end();
  }

  #answered(status: number): void {
    const index = this.#index;
    if (index === undefined) return;
    this.#index = undefined;
    this.#onAnswer(this, index, status);
  }
}
