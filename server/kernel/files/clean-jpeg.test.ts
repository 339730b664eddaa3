import { expect, test } from "vitest";
import { cleanJpeg } from "./clean-jpeg.ts";

const codeOf = (bytes: Buffer): string => {
  try {
    cleanJpeg(bytes);
    return "kept";
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test("a picture of a million empty segments is refused as soon as it is too many", () => {
  const begin = Buffer.from([0xff, 0xd8]);
  const table = [0xff, 0xdb, 0, 2];
  const of = (count: number) => Buffer.concat([begin, Buffer.from(Array.from({ length: count }, () => table).flat())]);
  expect(codeOf(of(4000))).toBe("files.damaged"); // read to its end, which is missing
  expect(codeOf(of(4001))).toBe("files.unusual");
  expect(codeOf(of(1_000_000))).toBe("files.unusual");
});
