import { normalisePhone } from "#kernel/phone";

/** What one line of a list that somebody pasted says about a person. */
export interface LineSays {
  phone?: string;
  memberNumber?: string;
  /** As it is written, to be judged elsewhere. */
  idNumber?: string;
  name?: string;
  /** The last digits of a phone. */
  tail?: string;
  /** The last four characters of a document. */
  idTail?: string;
  /** Other words of the line, which may be the unit. */
  words: string[];
}

// "1.", "2、", "(3)", "4)" in front of each: how a 接龙 counts. A bare number with a blank is one too, when it is short.
const counted = /^(?:[(（【]?(\d{1,3})[)）】.．、:：]\s*|(\d{1,3})\s+(?=\D))/u;
// 1️⃣ is a digit in a box.
const boxed = /(\d{1,3})\ufe0f?\u20e3\s*/gu;
const pictures = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\ufe0f|\u200d|\u20e3/gu;
// An identity number as people space it, then a phone as they do.
const spacedId = /(?<!\d)(\d{6})[\s-]?(\d{8})[\s-]?(\d{3}[\dXx])(?![\dA-Za-z])/gu;
const spacedPhone = /(?<!\d)(?:\+?86[\s-]?)?(1[3-9]\d)[\s-]?(\d{4})[\s-]?(\d{4})(?!\d)/gu;
const separators = /[\s,，;；、|/()（）【】:：\t-]+/u;
const chineseName = /^\p{Script=Han}{2,4}$|^\p{Script=Han}{1,8}[·•.．]\p{Script=Han}{1,12}$/u;
const latinName = /^[\p{Script=Latin}'’.]+$/u;
// What stands before a value, and says nothing of its own.
const label = /^(?:姓名|名字|手机号?码?|电话|联系电话|身份证号?码?|证件号码|备注)$/u;
const unit = /(?:工会|公司|集团|医院|学校|中学|小学|局|处|科|所|部|厂|店|队|组|站|镇|村|社区|街道|委|办|班|车间)$/u;

const plain = (line: string): string => line.normalize("NFKC").replace(boxed, "$1. ").replace(pictures, " ").trim();

/** The number in front of a line of a 接龙. */
export function numberOf(line: string): number | undefined {
  const found = counted.exec(plain(line));
  return found === null ? undefined : Number(found[1] ?? found[2]);
}

/** Reads one line of a 接龙 or one row of a spreadsheet's column. Undefined for a line that is nobody: blank, "#接龙", a heading. */
export function readLine(line: string): LineSays | undefined {
  const text = plain(line).replace(counted, "").replace(spacedId, " $1$2$3 ").replace(spacedPhone, " $1$2$3 ").trim();
  if (text === "" || isHeading(text)) return undefined;
  const says: LineSays = { words: [] };
  const latin: string[] = [];
  const names: string[] = [];
  for (const word of text.split(separators).filter((one) => one !== "" && !label.test(one))) {
    const phone = normalisePhone(word);
    const tail = /^(?:尾号)?(\d{4})$/u.exec(word)?.[1];
    if (phone !== undefined) says.phone ??= phone;
    else if (/^\d{10}$/.test(word)) says.memberNumber ??= word;
    else if (/^\d{14,18}[\dXx]$/.test(word)) says.idNumber ??= word;
    else if (tail !== undefined) says.tail ??= tail;
    else if (chineseName.test(word)) names.push(word);
    else if (latinName.test(word)) latin.push(word);
    else says.words.push(word);
  }
  sayName(says, names, latin);
  const nobody = [says.phone, says.memberNumber, says.idNumber, says.name].every((one) => one === undefined);
  return nobody ? { words: [text] } : says;
}

const isHeading = (text: string): boolean =>
  /^#|接龙|^(?:姓名|名字|手机|电话|会员号|name|phone)[\s\p{Script=Han}a-z]*$/iu.test(text) ||
  /^(?:例|例如|示例|格式)[\s:：]/u.test(text);

/** The first that could be one; a unit is called so only when nothing else could be the name. */
function sayName(says: LineSays, names: string[], latin: readonly string[]): void {
  const name = names.find((one) => !unit.test(one)) ?? names[0];
  if (name !== undefined) {
    says.name = name;
    says.words.unshift(...names.filter((one) => one !== name));
  } else if (latin.length > 0) says.name = latin.join(" ");
}
