import type { SheetLanguage } from "../writing/template-texts.ts";

/** What is written into a workbook that goes back to its sender. */
export interface ReturnTexts {
  /** Heading of the added column; also how a second round knows it. */
  problem: string;
  /** Name of the added sheet. */
  list: string;
  listHeads: readonly [row: string, column: string, problem: string];
  originalRow(row: number): string;
  ofColumn(column: string, text: string): string;
  between: string;
}

export const returnTexts: Record<SheetLanguage, ReturnTexts> = {
  "zh-CN": {
    problem: "问题",
    list: "问题清单",
    listHeads: ["行", "列", "怎么改"],
    originalRow: (row) => `原文件第 ${row} 行。`,
    ofColumn: (column, text) => `${column}:${text}`,
    between: " ",
  },
  en: {
    problem: "Problems",
    list: "List of problems",
    listHeads: ["Row", "Column", "What to do"],
    originalRow: (row) => `Row ${row} of the original. `,
    ofColumn: (column, text) => `${column}: ${text}`,
    between: " ",
  },
};

/** Who comments, in both languages: by this our own comments of an earlier round are known. */
export const commentAuthor = "工汇 Gonghui";
