import { type Somebody, somebody } from "../../bench/register/names.ts";
import type { DemoNode } from "../../db/demo/city.ts";
import { fileOf } from "../imports.ts";

/** The province at the end of 2022: unions of new forms of work, and their members. */
const province = { unions: 11_400, members: 1_539_600 };

/** What a file says of a union: the words that offices write, and what the register makes of them. */
export interface Union {
  name: string;
  kind: string;
  county: string;
  foundedOn: string;
}

export interface Member {
  at: number;
  union: string;
  form: string;
  joinedOn: string;
}

export interface Province {
  unions: Union[];
  members: Member[];
}

const kinds = { industry: "行业工会", joint: "联合工会", base: "基层工会" } as const;
const trades = ["外卖骑手", "快递", "网约车", "货车司机", "主播"] as const;
/** By far most are paid through a platform; the others work at the stations, posted there or on their own account. */
const forms = [
  ...(["platform", "platform", "platform", "platform", "platform", "platform"] as const),
  ...(["flexible", "flexible", "standard", "dispatched"] as const),
];
const words = { platform: "外卖骑手", flexible: "灵活就业", standard: "合同制职工", dispatched: "劳务派遣" } as const;

const firstDay = Date.UTC(2021, 0, 1);
const daysOfTwoYears = 730;
const dayAt = (days: number): string => new Date(firstDay + days * 86_400_000).toISOString().slice(0, 10);
const pick = <T>(from: readonly [T, ...T[]], at: number): T => from[at % from.length] ?? from[0];

/** The two years in which they came to be, one for so many: unions founded one after another, members joining until the end. */
export function provinceAt(scale: number, counties: readonly [DemoNode, ...DemoNode[]]): Province {
  const [unionCount, memberCount] = [Math.round(province.unions / scale), Math.round(province.members / scale)];
  const founded = (at: number) => Math.floor((at * (daysOfTwoYears - 60)) / unionCount);
  const kindNames = Object.keys(kinds) as ["industry", "joint", "base"];
  const unions = Array.from({ length: unionCount }, (_, at) => ({
    name: `新业态${pick(trades, at)}第${at + 1}工会`,
    ...{ kind: pick(kindNames, at), county: pick(counties, at).name, foundedOn: dayAt(founded(at)) },
  }));
  const members = Array.from({ length: memberCount }, (_, at) => {
    const union = at % unionCount;
    const joined = founded(union) + ((at * 37) % (daysOfTwoYears - founded(union)));
    const form = forms[at % forms.length] ?? "platform";
    return { at, union: unions[union]?.name ?? "", form, joinedOn: dayAt(joined) };
  });
  return { unions, members };
}

export const fileOfUnions = ({ unions }: Province): Blob =>
  fileOf([
    "组织名称,组织类型,上级组织,标记,成立日期",
    ...unions.map(({ name, kind, county, foundedOn }, at) =>
      [name, kinds[kind as keyof typeof kinds], county, pick(trades, at), foundedOn].join(","),
    ),
  ]);

const lineOf = ({ surname, given, idNumber, phone }: Somebody, { union, form, joinedOn }: Member): string =>
  [surname + given, `'${idNumber}`, phone.slice(3), union, words[form as keyof typeof words], joinedOn].join(",");

export const fileOfMembers = ({ members }: Province): Blob =>
  fileOf(["姓名,证件号码,手机号码,所属工会,就业形态,入会日期", ...members.map((one) => lineOf(somebody(one.at), one))]);
