import type { Column } from "../sheets.types.ts";

/** Languages in which workbooks are written. */
export const sheetLanguages = ["zh-CN", "en"] as const;
export type SheetLanguage = (typeof sheetLanguages)[number];

interface TemplateTexts {
  title(sheet: string): string;
  required: string;
  optional: string;
  guide: string;
  choices: string;
  intro: readonly string[];
  guideHeads: readonly string[];
  refusal: { title: string; text: string };
  yes: string;
  no: string;
  /** What is said about a kind of column when its definition gives no guidance. */
  kind(column: Column): string;
}

const upTo = (min: number | undefined, max: number | undefined, between: string): string =>
  min === undefined && max === undefined ? "" : `${min ?? ""}${between}${max ?? ""}`;

const zh: TemplateTexts = {
  title: (sheet) => `${sheet}导入模板`,
  required: "必填",
  optional: "可不填",
  guide: "填表说明",
  choices: "选项",
  intro: [
    "一、从第 4 行起填写,一行一条;灰色斜体的示例行不会导入,留着或删掉都可以。",
    "二、带 * 的黄色列必填;表头可以换顺序、可以删掉不用的列,但不要改名。",
    "三、不要合并单元格,不要在表中间插入标题;表尾的签名、空行不影响导入。",
    "四、证件号码、手机号码的列已设为文本,请直接输入,不要改成数字格式。",
  ],
  guideHeads: ["列", "是否必填", "怎么填", "可选内容", "示例"],
  refusal: { title: "请从列表中选择", text: "这一格只能填列表里的内容,可点右侧箭头选择。" },
  yes: "是",
  no: "否",
  kind(column) {
    switch (column.kind) {
      case "text":
        return column.maxLength === undefined ? "文字。" : `文字,不超过 ${column.maxLength} 个字。`;
      case "choice":
        return column.others === "keep" ? "从列表中选择,也可以填别的。" : "从列表中选择。";
      case "words":
        return "可填几个,用顿号隔开。";
      case "day":
        return "日期,如 1985-03-12、1985.3.12 或 1985年3月12日。";
      case "time":
        return "几点几分,如 18:30 或 晚上6点半。";
      case "id_number":
        return "按证件上的号码填写;居民身份证 18 位,末位可能是 X。";
      case "phone":
        return "11 位手机号码。";
      case "integer":
        return `整数${wrapped(upTo(column.min, column.max, " 到 "), ",", "")}。`;
      case "money":
        return `金额,单位元,最多两位小数${wrapped(upTo(inYuan(column.min), inYuan(column.max), " 到 "), ",", " 元")}。`;
      case "yes_no":
        return "填“是”或“否”。";
      default:
        return column satisfies never;
    }
  },
};

const en: TemplateTexts = {
  title: (sheet) => `${sheet}: template`,
  required: "required",
  optional: "optional",
  guide: "How to fill it in",
  choices: "Choices",
  intro: [
    "1. Write from row 4 on, one line each. The example in grey is not imported; keep it or delete it.",
    "2. Yellow columns with * are required. Columns may change places or go if you have nothing to say in them; keep their names.",
    "3. Do not merge cells or put titles between the rows. Signatures and blank rows at the end do no harm.",
    "4. Columns of document and phone numbers hold text: just type, and do not turn them into numbers.",
  ],
  guideHeads: ["Column", "Required?", "What to write", "Choices", "Example"],
  refusal: {
    title: "Choose from the list",
    text: "Only what stands in the list can be written here; the arrow shows it.",
  },
  yes: "是",
  no: "否",
  kind(column) {
    switch (column.kind) {
      case "text":
        return column.maxLength === undefined ? "Text." : `Text of up to ${column.maxLength} characters.`;
      case "choice":
        return column.others === "keep" ? "Choose from the list, or write something else." : "Choose from the list.";
      case "words":
        return "Several, with 、 or commas between.";
      case "day":
        return "A day, such as 1985-03-12, 1985.3.12 or 1985年3月12日.";
      case "time":
        return "A time of day, such as 18:30 or 晚上6点半.";
      case "id_number":
        return "The number on the document; a resident identity card has 18 characters, perhaps with X at the end.";
      case "phone":
        return "A mobile number of 11 digits.";
      case "integer":
        return `A whole number${wrapped(upTo(column.min, column.max, " to "), ", ", "")}.`;
      case "money":
        return `Yuan, with up to two decimals${wrapped(upTo(inYuan(column.min), inYuan(column.max), " to "), ", ", " yuan")}.`;
      case "yes_no":
        return "是 (yes) or 否 (no).";
      default:
        return column satisfies never;
    }
  },
};

const inYuan = (fen: number | undefined) => (fen === undefined ? undefined : fen / 100);
const wrapped = (text: string, before: string, behind: string) => (text === "" ? "" : before + text + behind);

export const templateTexts: Record<SheetLanguage, TemplateTexts> = { "zh-CN": zh, en };
