import fc from "fast-check";
import { expect, it } from "vitest";
import { type Export, exportCsv, exportWorkbook } from "./export-rows.ts";
import { markOf } from "./mark-of.ts";
import { mostMark } from "./trace.rules.ts";

const columns = [
  { key: "name", title: "姓名", kind: "text" },
  { key: "phone", title: "手机号码", kind: "phone" },
  { key: "remark", title: "备注", kind: "text" },
] as const;
const rows = Array.from({ length: 30 }, (_, at) => ({
  ...{ name: `某人${at}`, phone: `+8619900000${String(at).padStart(3, "0")}` },
  // Nothing, what needs quotation marks anyhow, and what stands alone.
  remark: [null, `甲,"乙"${at}`, `第${at}号`][at % 3] ?? null,
}));
const given = { definition: { title: "会员", columns: [...columns] }, rows, watermark: "林经办 第 7 号" };
const bytesOf = async (write: (given: Export) => AsyncIterable<Uint8Array>, mark?: number) =>
  Buffer.concat(await Array.fromAsync(write(mark === undefined ? given : { ...given, mark })));

it("a copy says which one it is, as a workbook and as CSV, though nothing of it is seen", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: mostMark }), async (mark) => {
      expect(markOf(await bytesOf(exportWorkbook, mark))).toBe(mark);
      expect(markOf(await bytesOf(exportCsv, mark))).toBe(mark);
    }),
    { numRuns: 40 },
  );
});

it("control: a copy without a mark says none", async () => {
  expect(markOf(await bytesOf(exportWorkbook))).toBe(0);
  expect(markOf(await bytesOf(exportCsv))).toBe(0);
  expect(markOf(Buffer.from("姓名,手机号码\r\n某人,1\r\n"))).toBeUndefined();
});
