import type { ServerResponse } from "node:http";

/** What waits in one connection's buffer at most before it counts as too slow. */
const bufferLimit = 256 * 1024;

/** What may wait when a value of the moment is still added. */
const liveLimit = 32 * 1024;

/** One server-sent events connection. Writes whole frames only; a phone that does not read is let go and resumes later. */
export class EventStream {
  readonly principal: string;
  readonly #response: ServerResponse;
  /** The last position that this connection has been brought to, sent or filtered out. */
  position: number;
  #told: number;

  constructor(response: ServerResponse, principal: string, position: number) {
    this.#response = response;
    this.principal = principal;
    this.position = position;
    this.#told = -1;
  }

  get closed(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }

  /** Sends an event that counts for resuming. A connection too slow for it ends, and resumes from what it has. */
  send(position: number, event: string, data: string): void {
    this.position = position;
    this.#told = position;
    if (this.#response.writableLength > bufferLimit) this.#response.destroy();
    else this.#write(`id: ${position}\nevent: ${event}\ndata: ${data}\n\n`);
  }

  /** Sends a value of which only the newest matters; a slow connection misses some. */
  sendLive(event: string, data: string): void {
    if (this.#response.writableLength < liveLimit) this.#write(`event: ${event}\ndata: ${data}\n\n`);
  }

  /** Keeps proxies and browsers from giving up, and tells the browser where to resume even when nothing was for it. */
  beat(): void {
    if (this.#response.writableLength > bufferLimit) this.#response.destroy();
    else this.#write(this.#told === this.position ? ": beat\n\n" : `: beat\nid: ${this.position}\n\n`);
    this.#told = this.position;
  }

  /** Ends the connection; the browser comes back by itself after the pause it was told. */
  close(): void {
    if (!this.closed) this.#response.end();
  }

  #write(frame: string): void {
    if (!this.closed) this.#response.write(frame);
  }
}
