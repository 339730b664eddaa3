import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Problem } from "../problem.ts";
import { cleanContent, mediaTypes, readAtMost, safeName, sniff } from "./file-content.ts";
import {
  animatedWebp,
  exif,
  extendedWebp,
  jpeg,
  jpegSegment,
  jpegWith,
  losslessWebp,
  png,
  pngChunk,
  webp,
  webpChunk,
} from "./files.fixture.ts";

const limits = { mediaTypes, maxBytes: 1_000_000, maxSide: 1000 };
const clean = (bytes: Buffer) => cleanContent(bytes, limits);
const refusal = (bytes: Buffer): string | undefined => {
  try {
    clean(bytes);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
};
const script = "<script>alert(1)</script>";
const size = { width: 8, height: 6 };

describe("the content decides the type", () => {
  test.each([
    ["SVG", `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`],
    ["SVG behind an XML head", `<?xml version="1.0"?><svg>${script}</svg>`],
    ["HTML", `<!doctype html>${script}`],
    ["GIF with a script", `GIF89a/*${script}`],
    ["an archive", "PK\x03\x04"],
    ["a program", "MZ\x90\0"],
    ["something before the magic", `\n\x89PNG\r\n\x1a\n`],
    ["other sound in RIFF", "RIFF\x04\0\0\0WAVE"],
    ["nothing", ""],
  ])("%s is none of ours", (_, text) => {
    expect(refusal(Buffer.from(text, "latin1"))).toBe("files.type_not_allowed");
  });

  test("a purpose takes only its own types", () => {
    expect(() => cleanContent(png(), { ...limits, mediaTypes: ["image/jpeg"] })).toThrow("files.type_not_allowed");
  });

  test("a document is kept whole, one that was cut off is refused", () => {
    const document = Buffer.from("%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n");
    expect(clean(document)).toEqual({ mediaType: "application/pdf", bytes: document, width: null, height: null });
    expect(refusal(document.subarray(0, 20))).toBe("files.damaged");
  });
});

describe("JPEG", () => {
  test("a plain picture stays as it is", () => {
    expect(clean(jpeg)).toEqual({ mediaType: "image/jpeg", bytes: jpeg, ...size });
  });

  test("place, device, texts and a second picture go", () => {
    const xmp = jpegSegment(0xe1, Buffer.from("http://ns.adobe.com/xap/1.0/\0<x:secret/>"));
    const texts = [jpegSegment(0xfe, Buffer.from("secret comment")), jpegSegment(0xed, Buffer.from("secret IPTC"))];
    const dirty = jpegWith([exif(1), xmp, ...texts], Buffer.concat([jpeg, Buffer.from(script)]));
    expect(dirty.includes("GPS 31.2304")).toBe(true);
    expect(clean(dirty).bytes).toEqual(jpeg);
  });

  test("the way up stays, and nothing else of the EXIF block", () => {
    const { bytes } = clean(jpegWith([exif(6)]));
    expect(bytes.includes("GPS")).toBe(false);
    expect(bytes.subarray(2, 38).toString("hex")).toBe(
      "ffe100224578696600004d4d002a00000008000101120003000000010006000000000000",
    );
    expect(clean(bytes).bytes).toEqual(bytes);
  });

  test("an EXIF block that lies is read to no harm", () => {
    const lying = exif(6);
    lying.writeUInt32LE(0xffffff00, 14);
    expect(clean(jpegWith([lying])).bytes).toEqual(jpeg);
    expect(clean(jpegWith([exif(999)])).bytes).toEqual(jpeg);
  });

  test("a thumbnail in the JFIF head goes, the colour profile stays", () => {
    const profile = jpegSegment(0xe2, Buffer.from("ICC_PROFILE\0\x01\x01profile"));
    const several = jpegSegment(0xe2, Buffer.from("MPF\0several pictures"));
    const jfif = jpegSegment(0xe0, Buffer.from("JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01abc", "latin1"));
    const { bytes } = clean(jpegWith([jfif, profile, several]));
    expect(bytes.includes("abc")).toBe(false);
    expect(bytes.includes("several")).toBe(false);
    expect(bytes.includes(profile)).toBe(true);
  });

  test("what is cut off, lies about its length or is no ordinary JPEG is refused", () => {
    for (let length = 3; length < jpeg.length; length++)
      expect(refusal(jpeg.subarray(0, length))).toBe("files.damaged");
    expect(refusal(jpegWith([Buffer.from([0xff, 0xfe, 0xff, 0xff])]))).toBe("files.damaged");
    expect(refusal(jpegWith([Buffer.from([0xff, 0xfe, 0, 1])]))).toBe("files.damaged");
    expect(refusal(jpegWith([jpegSegment(0xc3, Buffer.alloc(15))]))).toBe("files.unusual");
    expect(refusal(Buffer.from("\xff\xd8\xff\xd9", "latin1"))).toBe("files.damaged");
  });
});

describe("PNG", () => {
  test("a plain picture stays as it is", () => {
    expect(clean(png())).toEqual({ mediaType: "image/png", bytes: png(), ...size });
  });

  test("texts, EXIF and what follows its end go", () => {
    const chunks = ["tEXt", "zTXt", "iTXt", "eXIf", "tIME", "prVt"].map((type) => pngChunk(type, `secret ${script}`));
    expect(clean(png({ chunks, after: Buffer.from(`PK\x03\x04${script}`) })).bytes).toEqual(png());
  });

  test("animated, damaged and unknown ones are refused", () => {
    expect(refusal(png({ chunks: [pngChunk("acTL", Buffer.alloc(8))] }))).toBe("files.animated");
    expect(refusal(png({ chunks: [pngChunk("CgBI", Buffer.alloc(4))] }))).toBe("files.unusual");
    expect(refusal(png().subarray(0, -1))).toBe("files.damaged");
    expect(refusal(png({ chunks: [Buffer.from("\x7f\xff\xff\xfftEXt", "latin1")] }))).toBe("files.damaged");
    const flipped = png();
    flipped.writeUInt8(9, 20);
    expect(refusal(flipped)).toBe("files.damaged");
  });

  test("more pixels than a phone should decode are refused, however few bytes they are", () => {
    expect(refusal(png({ width: 60_000, height: 60_000 }))).toBe("files.too_many_pixels");
    expect(refusal(png({ width: 0 }))).toBe("files.damaged");
  });
});

describe("WebP", () => {
  test.each([
    ["lossy", webp],
    ["lossless", losslessWebp],
  ])("a plain %s picture stays as it is", (_, bytes) => {
    expect(clean(bytes)).toEqual({ mediaType: "image/webp", bytes, ...size });
  });

  test("EXIF, XMP and what follows its end go, with the flags that announce them", () => {
    const chunks = [
      webpChunk("EXIF", Buffer.from("GPS 1")),
      webpChunk("XMP ", Buffer.from("GPS")),
      webpChunk("abcd", webp),
    ];
    const dirty = Buffer.concat([extendedWebp(0x0c, chunks), Buffer.from(script)]);
    expect(clean(dirty).bytes).toEqual(extendedWebp(0, []));
  });

  test("animated, damaged and lying ones are refused", () => {
    expect(refusal(animatedWebp)).toBe("files.animated");
    expect(refusal(extendedWebp(0, [webpChunk("ANMF", webp)]))).toBe("files.animated");
    expect(refusal(extendedWebp(0, [], { width: 16_000, height: 16_000 }))).toBe("files.damaged");
    expect(refusal(webp.subarray(0, -1))).toBe("files.damaged");
    expect(refusal(webp.subarray(0, 12))).toBe("files.damaged");
  });
});

test("whatever bytes come, the answer is a picture or a refusal, and a clean picture is clean", () => {
  const pictures = [jpegWith([exif(3)]), png(), webp, losslessWebp, extendedWebp(0x0c, []), animatedWebp];
  const broken = fc
    .tuple(fc.constantFrom(...pictures), fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 6 }), fc.nat(400))
    .map(([picture, changes, length]) => {
      const bytes = Buffer.from(picture);
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      return bytes.subarray(0, Math.max(12, length));
    });
  fc.assert(
    fc.property(broken, (bytes) => {
      if (refusal(bytes) !== undefined) return;
      const once = clean(bytes).bytes;
      expect(clean(once).bytes).toEqual(once);
    }),
    { numRuns: 3000 },
  );
});

test("a stream is read no further than its limit", async () => {
  let given = 0;
  const endless = async function* () {
    for (;;) {
      given += 1000;
      yield Buffer.alloc(1000);
    }
  };
  await expect(readAtMost(endless(), 5000)).rejects.toMatchObject({ code: "files.too_large", status: 413 });
  expect(given).toBe(6000);
});

test.each([
  ["../../etc/passwd", "passwd.png"],
  ["C:\\Windows\\system32\\evil.exe", "evil.png"],
  ["冬天.jpeg", "冬天.png"],
  ["a\0b\r\nSet-Cookie: x.png", "abSet-Cookie x.png"],
  ["fdp\u202Egnp.exe", "fdpgnp.png"],
  ["..", "file.png"],
  ["", "file.png"],
  [".htaccess", "file.png"],
  ["x".repeat(500), `${"x".repeat(80)}.png`],
])("%j is saved as %s", (given, name) => {
  expect(safeName(given, "image/png")).toBe(name);
});

test("every type that is told by its bytes is one that a purpose may take", () => {
  expect([jpeg, png(), webp, Buffer.from("%PDF-1")].map(sniff)).toEqual([
    "image/jpeg",
    "image/png",
    "image/webp",
    "application/pdf",
  ]);
});
