/** What the reading process says, one after another. */
export type Frame =
  | { sheets: { name: string; hidden: boolean; instructions: boolean; chosen: boolean; rows: WireRow[] }[] }
  | { rows: WireRow[] }
  | { refused: { code: string; params: Record<string, number> } }
  | { end: true };

/** A row on its way: its number, then its cells. A date is a list of one, its milliseconds. */
export type WireRow = [row: number, cells: readonly WireCell[]];
export type WireCell = string | number | boolean | null | readonly [milliseconds: number];

const lengthBytes = 4;

export function encodeFrame(frame: Frame): Buffer {
  const body = Buffer.from(JSON.stringify(frame));
  const head = Buffer.alloc(lengthBytes);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

/** Frames as they arrive; ends quietly in the middle of one when the stream does. */
export async function* decodeFrames(stream: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of stream) {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    while (rest.length >= lengthBytes && rest.length >= lengthBytes + rest.readUInt32BE()) {
      const end = lengthBytes + rest.readUInt32BE();
      yield JSON.parse(rest.toString("utf8", lengthBytes, end)) as Frame;
      rest = rest.subarray(end);
    }
  }
}
