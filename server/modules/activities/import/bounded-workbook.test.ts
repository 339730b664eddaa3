import { unzipSync, zipSync } from "fflate";
import { readXlsx, writeXlsx } from "hucre/xlsx";
import { expect, it } from "vitest";
import { boundedWorkbook } from "./bounded-workbook.ts";

const rows = [
  ["日期", "影片"],
  ["12月2日", "长津湖"],
];
const workbook = () => writeXlsx({ sheets: [{ name: "排片", rows }] });

it("reads like the workbook itself, without what is no table", async () => {
  const parts = {
    ...unzipSync(await workbook()),
    "xl/media/image1.png": new Uint8Array(10),
    "xl/vbaProject.bin": new Uint8Array(10),
  };
  const bounded = boundedWorkbook(zipSync(parts));
  expect((await readXlsx(bounded)).sheets[0]?.rows).toEqual(rows);
  expect(Object.keys(unzipSync(bounded)).filter((name) => /media|vba/.test(name))).toEqual([]);
});

it("stops a few kilobytes that unfold into more than anybody holds", async () => {
  const bomb = zipSync({
    ...unzipSync(await workbook()),
    "xl/worksheets/sheet1.xml": new Uint8Array(40 * 1024 * 1024),
  });
  expect(bomb.length).toBeLessThan(100_000);
  expect(() => boundedWorkbook(bomb)).toThrow(RangeError);
});

it("stops thousands of parts", async () => {
  const many = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`xl/worksheets/sheet${index}.xml`, new Uint8Array(1)]),
  );
  expect(() => boundedWorkbook(zipSync(many))).toThrow(RangeError);
});

it("stops what is no archive at all", () => {
  expect(() => boundedWorkbook(Buffer.from("hello"))).toThrow(RangeError);
});
