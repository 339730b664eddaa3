import { type Somebody, somebody } from "../../bench/register/names.ts";
import type { Browser } from "../browser.ts";
import { fileOf } from "../imports.ts";

/** A county with the people who come in by its file, one after another. */
export interface County {
  id: string;
  name: string;
  from: number;
  to: number;
}

const membersOfAUnion = 600;
const headings = ["姓名", "性别", "证件号码", "手机号码", "所属工会", "入会日期"];
const sexes = { female: "女", male: "男" } as const;

export const unionOf = ({ name }: County, at: number): string => `${name}第${1 + Math.floor(at / membersOfAUnion)}工会`;

/** The unions of a county by their names. */
export async function unionsBelow(officer: Browser, countyId: string): Promise<Map<string, string>> {
  const unions = new Map<string, string>();
  let after = "";
  do {
    const { items, next } = await officer.get(`/api/organisations?parent=${countyId}${after}`);
    for (const { id, name } of items) unions.set(name, id);
    after = next === null ? "" : `&after=${next}`;
  } while (after !== "");
  return unions;
}

const lineOf = ({ surname, given, sex, idNumber, phone }: Somebody, union: string): string =>
  [surname + given, sexes[sex], `'${idNumber}`, phone.slice(3), union, "2019-05-01"].join(",");

/** The roster as a county sends it: its members, and perhaps some people of another county once more. */
export function rosterOf(county: County, others: readonly number[] = []): Blob {
  const lines = [headings.join(",")];
  for (let at = county.from; at < county.to; at++) lines.push(lineOf(somebody(at), unionOf(county, at - county.from)));
  for (const at of others) lines.push(lineOf(somebody(at), unionOf(county, 0)));
  return fileOf(lines);
}
