import type { Cell } from "../sheets.types.ts";
import type { SheetLanguage } from "./template-texts.ts";

/** What stands before the first cell of a template's example, by which the row is known. */
export const exampleMark: Record<SheetLanguage, string> = { "zh-CN": "示例:", en: "Example: " };

/** Whether a row is a template's example, which nobody means to import. */
export function isExample(cells: readonly Cell[]): boolean {
  const first = cells.find((cell) => cell !== null && cell !== "");
  return typeof first === "string" && /^\s*(示例|例子|example)\s*[：:]/i.test(first);
}
