import { connect } from "node:net";

export interface LoadResult {
  answered: number;
  /** Answers by status. */
  statuses: Record<number, number>;
  seconds: number;
  /** Milliseconds per answer, unordered. */
  times: Float64Array;
  bodies?: Buffer[];
}

export interface LoadOptions {
  port: number;
  connections: number;
  /** The whole request, ready to be written; undefined ends the load. */
  next(index: number): Buffer | undefined;
  /** Called with each answer; `body` is a view that must be copied to be kept. */
  onAnswer?(index: number, status: number, body: Buffer, millis: number): void;
  total: number;
}

/** A request as bytes, for servers that keep connections alive. */
export function request(method: string, path: string, headers: Record<string, string>, body = ""): Buffer {
  const all = {
    host: "127.0.0.1",
    ...headers,
    ...(method === "POST"
      ? { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) }
      : {}),
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${head.join("")}\r\n${body}`);
}

/** Closed loop: each connection sends its next request when the last was answered. Cheap, so that the server is what is measured. */
export async function closedLoop(options: LoadOptions): Promise<LoadResult> {
  const times = new Float64Array(options.total);
  const statuses: Record<number, number> = {};
  let started = 0;
  let answered = 0;
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: options.connections }, () =>
      oneConnection(options.port, {
        next: () => {
          if (started >= options.total) return undefined;
          const index = started++;
          const bytes = options.next(index);
          return bytes === undefined ? undefined : { index, bytes };
        },
        onAnswer: (index, status, body, millis) => {
          times[answered++] = millis;
          statuses[status] = (statuses[status] ?? 0) + 1;
          options.onAnswer?.(index, status, body, millis);
        },
      }),
    ),
  );
  return { answered, statuses, seconds: (performance.now() - begin) / 1000, times: times.subarray(0, answered) };
}

interface Connection {
  next(): { index: number; bytes: Buffer } | undefined;
  onAnswer(index: number, status: number, body: Buffer, millis: number): void;
}

function oneConnection(port: number, work: Connection): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let current: { index: number; bytes: Buffer } | undefined;
    let sentAt = 0;
    let pending: Buffer = Buffer.alloc(0);
    const send = () => {
      current = work.next();
      if (current === undefined) {
        socket.end();
        return;
      }
      sentAt = performance.now();
      socket.write(current.bytes);
    };
    socket.on("connect", send);
    socket.on("data", (chunk: Buffer) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      const answer = readAnswer(pending);
      if (answer === undefined || current === undefined) return;
      pending = pending.subarray(answer.length);
      work.onAnswer(current.index, answer.status, answer.body, performance.now() - sentAt);
      send();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve());
  });
}

const lengthName = Buffer.from("content-length: ");

/** The first whole answer in the bytes, if there is one. Nothing is made of the head but its length and its status. */
export function readAnswer(bytes: Buffer): { status: number; body: Buffer; length: number } | undefined {
  const head = bytes.indexOf("\r\n\r\n");
  if (head === -1) return undefined;
  const at = bytes.indexOf(lengthName);
  let size = 0;
  if (at !== -1 && at < head)
    for (let index = at + lengthName.length; isDigit(bytes[index]); index++)
      size = size * 10 + (bytes[index] ?? 48) - 48;
  const length = head + 4 + size;
  if (bytes.length < length) return undefined;
  const [hundreds = 48, tens = 48, ones = 48] = bytes.subarray(9, 12);
  const status = (hundreds - 48) * 100 + (tens - 48) * 10 + ones - 48;
  return { status, body: bytes.subarray(head + 4, length), length };
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

/** Value that `share` (0 to 1) of the values do not exceed. */
export function percentile(values: Float64Array | number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export const median = (values: number[]): number => percentile(values, 0.5);
