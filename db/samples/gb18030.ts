let signs: Map<string, number> | undefined;

/** The two-byte signs of GB18030, read from the decoder that every browser has. */
function twoByteSigns(): Map<string, number> {
  const decoder = new TextDecoder("gb18030");
  const found = new Map<string, number>();
  for (let first = 0x81; first <= 0xfe; first++) {
    for (let second = 0x40; second <= 0xfe; second++) {
      const sign = second === 0x7f ? "" : decoder.decode(Uint8Array.of(first, second));
      if (sign.length === 1 && sign !== "\ufffd" && !found.has(sign)) found.set(sign, first * 256 + second);
    }
  }
  return found;
}

/** Text in GB18030, as old programs save it; for signs of up to two bytes, which is what rosters are written in. */
export function encodeGb18030(text: string): Uint8Array {
  signs ??= twoByteSigns();
  const bytes: number[] = [];
  for (const sign of text) {
    const code = sign.charCodeAt(0);
    const pair = signs.get(sign);
    if (sign.length === 1 && code < 0x80) bytes.push(code);
    else if (pair !== undefined) bytes.push(pair >> 8, pair & 0xff);
    else throw new RangeError(`no sign of two bytes for ${sign}`);
  }
  return Uint8Array.from(bytes);
}
