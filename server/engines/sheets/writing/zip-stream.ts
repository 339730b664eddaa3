import { once } from "node:events";
import { crc32, createDeflateRaw } from "node:zlib";
import { Zip, type ZipInputFile } from "fflate";

/** A file of an archive, as text in pieces that are asked for one after another. */
export interface ZipEntry {
  path: string;
  text: Iterable<string> | AsyncIterable<string>;
}

/** An archive as its bytes come about. It holds a few pieces of one entry at a time; compression runs beside the event loop. */
export async function* zipStream(entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  for await (const entry of entries) {
    const file: ZipInputFile & { ondata?: (error: null, chunk: Uint8Array, last: boolean) => void } = {
      filename: entry.path,
      compression: 8,
      crc: 0,
      size: 0,
      // The same text gives the same bytes on every day.
      mtime: "1980-01-01T12:00:00Z",
    };
    zip.add(file);
    for await (const chunk of deflated(entry.text, file)) {
      file.ondata?.(null, chunk, false);
      yield* ready.splice(0);
    }
    file.ondata?.(null, new Uint8Array(), true);
    yield* ready.splice(0);
  }
  zip.end();
  yield* ready.splice(0);
}

const pieceBytes = 64 * 1024;
// The record of an entry has 32 bits for its sizes.
const largest = 0xffff_ffff;

async function* deflated(text: ZipEntry["text"], file: ZipInputFile): AsyncGenerator<Uint8Array> {
  const deflate = createDeflateRaw({ level: 4 });
  const unwanted = new AbortController();
  const pour = async () => {
    for await (const piece of gathered(text)) {
      unwanted.signal.throwIfAborted();
      const bytes = Buffer.from(piece, "utf8");
      file.crc = crc32(bytes, file.crc);
      file.size = (file.size ?? 0) + bytes.length;
      if (file.size > largest) throw new RangeError(`${file.filename} is larger than an archive can hold`);
      if (!deflate.write(bytes)) await once(deflate, "drain", { signal: unwanted.signal });
    }
    deflate.end();
  };
  const pouring = pour().catch((error: unknown) => {
    deflate.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  try {
    for await (const chunk of deflate) yield chunk as Uint8Array;
  } finally {
    // Also when nobody wants the rest: whoever gives the rows is told so.
    unwanted.abort();
    await pouring;
  }
}

/** Small pieces put together, so that each is worth a call. */
async function* gathered(text: ZipEntry["text"]): AsyncGenerator<string> {
  let parts: string[] = [];
  let length = 0;
  for await (const piece of text) {
    parts.push(piece);
    length += piece.length;
    if (length < pieceBytes) continue;
    yield parts.join("");
    parts = [];
    length = 0;
  }
  if (length > 0) yield parts.join("");
}
