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
  // Joined only when a frame is whole: a large one comes in hundreds of pieces.
  let pieces: Buffer[] = [];
  let held = 0;
  let wanted = lengthBytes;
  for await (const piece of stream) {
    pieces.push(piece);
    held += piece.length;
    if (held < wanted) continue;
    let rest = Buffer.concat(pieces);
    for (wanted = wholeOf(rest); rest.length >= wanted && wanted > lengthBytes; wanted = wholeOf(rest)) {
      yield JSON.parse(rest.toString("utf8", lengthBytes, wanted)) as Frame;
      rest = rest.subarray(wanted);
    }
    pieces = [rest];
    held = rest.length;
  }
}

/** How many bytes the first frame takes with its length, as far as that is known. */
const wholeOf = (bytes: Buffer): number =>
  bytes.length < lengthBytes ? lengthBytes : lengthBytes + bytes.readUInt32BE();
