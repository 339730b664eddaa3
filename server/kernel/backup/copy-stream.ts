import type { Socket } from "node:net";
import { Readable, Writable } from "node:stream";
import type pg from "pg";

/** What node-postgres gives a query that speaks the protocol itself; its types leave out the copy messages. */
interface CopyConnection {
  stream: Socket;
  query(sql: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

/** Runs `copy … to stdout`. Read it to the end: what is read is the data, `rows` the number of rows then. */
export function copyOut(client: pg.ClientBase, sql: string): CopyOut {
  return client.query(new CopyOut(sql));
}

/** Runs `copy … from stdin`. Write the data to it; once it has finished, `rows` is the number of rows stored. */
export function copyIn(client: pg.ClientBase, sql: string): CopyIn {
  return client.query(new CopyIn(sql));
}

const rowCount = (commandTag: string) => Number(commandTag.replace("COPY ", ""));

/** The socket rests while the reader is slow, so only a few chunks are ever in memory. */
export class CopyOut extends Readable implements pg.Submittable {
  rows = 0;
  #sql: string;
  #connection: CopyConnection | undefined;

  constructor(sql: string) {
    super({ highWaterMark: 256 * 1024 });
    this.#sql = sql;
  }

  submit(connection: unknown): void {
    this.#connection = connection as CopyConnection;
    this.#connection.query(this.#sql);
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (this.destroyed) return;
    // A copy, because the parser uses its buffer again.
    if (!this.push(Buffer.from(chunk))) this.#connection?.stream.pause();
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.rows = rowCount(text);
  }

  handleReadyForQuery(): void {
    if (!this.destroyed) this.push(null);
  }

  handleError(error: Error): void {
    this.destroy(error);
  }

  override _read(): void {
    this.#connection?.stream.resume();
  }

  /** The rest of the answer still has to be received before the connection can do anything else. */
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#connection?.stream.resume();
    done(error);
  }
}

export class CopyIn extends Writable implements pg.Submittable {
  rows = 0;
  #sql: string;
  #connection: CopyConnection | undefined;
  #begun: ((error?: Error) => void) | undefined;
  #finished: (() => void) | undefined;
  #accepting = false;

  constructor(sql: string) {
    super({ highWaterMark: 256 * 1024 });
    this.#sql = sql;
  }

  submit(connection: unknown): void {
    this.#connection = connection as CopyConnection;
    this.#connection.query(this.#sql);
  }

  handleCopyInResponse(): void {
    this.#accepting = true;
    if (this.destroyed) this.#giveUp();
    this.#begun?.();
    this.#begun = undefined;
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.rows = rowCount(text);
  }

  handleReadyForQuery(): void {
    this.#finished?.();
  }

  handleError(error: Error): void {
    this.#accepting = false;
    // A stream that has not begun yet is not destroyed before it is told that it never will.
    this.#begun?.(error);
    this.destroy(error);
  }

  /** Nothing is sent before the server has agreed to the statement. */
  override _construct(done: (error?: Error) => void): void {
    if (this.#accepting) done();
    else this.#begun = done;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const connection = this.#connection;
    connection?.sendCopyFromChunk(chunk);
    if (connection?.stream.writableNeedDrain) connection.stream.once("drain", done);
    else done();
  }

  override _final(done: () => void): void {
    this.#finished = done;
    this.#accepting = false;
    this.#connection?.endCopyFrom();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#giveUp();
    done(error);
  }

  /** Tells the server that no more will come, so that it undoes the statement and the connection is free again. */
  #giveUp(): void {
    if (!this.#accepting) return;
    this.#accepting = false;
    this.#connection?.sendCopyFail("given up by the sender");
  }
}
