import type { Cell } from "#engines/sheets";
import { type SeededRandom, seededRandom } from "../demo/random.ts";
import {
  asNumber,
  dayByHabit,
  dayToCome,
  type Invented,
  idByHabit,
  peopleOf,
  phoneByHabit,
  withDigitLost,
  withImpossibleBirth,
  withWrongCheck,
  wrongPhone,
} from "./invented.ts";
import {
  type DefectKind,
  defectsOf,
  firstRow,
  inOrder,
  planDefects,
  type Sample,
  type SampleColumn,
  type SampleOptions,
} from "./sample.ts";

const columns: readonly SampleColumn[] = [
  { heading: "序号", width: 6 },
  { heading: "姓名", width: 10 },
  { heading: "性别", width: 6, choices: ["男", "女"] },
  { heading: "民族", width: 8 },
  { heading: "出生日期", width: 14 },
  { heading: "证件类型", width: 12 },
  { heading: "证件号码", width: 22 },
  { heading: "手机号码", width: 14 },
  { heading: "所属工会", width: 30 },
  { heading: "入会日期", width: 14 },
  { heading: "就业形态", width: 12 },
  { heading: "户籍类型", width: 10 },
  { heading: "学历", width: 8 },
  { heading: "工种", width: 12 },
  { heading: "职业技能等级", width: 12 },
  { heading: "备注", width: 14 },
];

const minorities = ["回族", "蒙古族", "壮族", "苗族", "藏族", "彝族", "傣族"];
const employment = ["合同制职工", "合同制职工", "劳务派遣", "灵活就业", "快递员", "外卖骑手", "网约车司机", "货车司机"];
const schooling = ["小学", "初中", "初中", "高中", "中专", "大专", "本科", "硕士"];
const work = ["机械加工", "纺织服装", "物流配送", "家政服务", "餐饮", "建筑施工", "电工电气", "汽车维修", "文秘行政"];
const skill = ["", "", "", "初级工", "中级工", "高级工", "技师", "高级技师"];
const unions = [
  "城关镇总工会",
  "人民医院工会",
  "云岭机械厂工会",
  "顺路速递工会",
  "新就业形态工会联合会",
  "茶山合作社工会",
];

/** Wrong rows of a kind among a thousand. */
const shares: Partial<Record<DefectKind, number>> = {
  "id:check": 1.4,
  "id:short": 2,
  "id:sci": 1.4,
  "id:date": 1,
  phone: 4.3,
  "sex-disagrees": 4.6,
  "name-missing": 2.3,
  "duplicate-in-file": 3.6,
  "join-in-future": 1,
};

const firstPhone = 19_900_100_001;

/** A union's roster. The same seed and number of rows make the same roster. */
export function makeRoster({ rows = 3000, seed, wrong = "usual" }: Partial<SampleOptions> & { seed: number }): Sample {
  const plan = planDefects(seededRandom(seed), { rows, seed, wrong }, shares);
  return {
    ...{ name: "members", seed, sheet: "会员花名册", title: "云岭县工会会员花名册（2025年度）", columns },
    *rows() {
      const random = seededRandom(seed + 1);
      const people = peopleOf(random);
      const known: Invented[] = [];
      for (let at = 0; at < rows; at++) {
        const defect = plan.defects.get(at);
        const repeated = defect === "duplicate-in-file" ? random.pick(known) : undefined;
        const person = repeated ?? people.next(plan.lookalikes.has(at) ? random.pick(known) : undefined);
        if (defect === undefined && !plan.lookalikes.has(at)) known.push(person);
        yield rowOf(random, person, { at, defect });
      }
    },
    tail: [...Array.from({ length: 7 }, () => []), signatures],
    notes: [
      "一、证件号码、手机号码按文本填写。",
      "二、出生日期可不填，由证件号码得出。",
      "三、一人一行，不要合并单元格。",
    ],
    defects: defectsOf(plan),
    lookalikes: inOrder(plan.lookalikes).map((at) => at + firstRow),
  };
}

const signatures: Cell[] = columns.map((_, at) => (at === 7 ? "填表人：" : at === 9 ? "审核人：" : ""));

function rowOf(
  random: SeededRandom,
  { name, sex, birth, idNumber }: Invented,
  { at, defect }: { at: number; defect: DefectKind | undefined },
): Cell[] {
  const phone = firstPhone + at;
  const grownUp = Math.max(2012, Number(birth.slice(0, 4)) + 18);
  const joined = `${grownUp + random.below(2025 - grownUp)}-0${1 + random.below(9)}-1${random.below(10)}`;
  return [
    at + 1,
    defect === "name-missing" ? "" : name,
    defect === "sex-disagrees" ? (sex === "女" ? "男" : "女") : sex,
    random.chance(0.78) ? "汉族" : random.pick(minorities),
    defect === "id:date" ? "" : dayByHabit(random, birth),
    "居民身份证",
    idCell(random, idNumber, defect),
    defect === "phone" ? wrongPhone(random, phone) : phoneByHabit(random, phone),
    random.pick(unions),
    dayByHabit(random, defect === "join-in-future" ? dayToCome(random) : joined),
    random.pick(employment),
    random.chance(0.5) ? "农业" : "非农业",
    random.pick(schooling),
    random.pick(work),
    random.pick(skill),
    "",
  ];
}

/** The number of a person, spoilt if that is what is wrong with the row. */
export function idCell(random: SeededRandom, idNumber: string, defect: DefectKind | undefined): Cell {
  switch (defect) {
    case "id:check":
      return withWrongCheck(random, idNumber);
    case "id:short":
      return withDigitLost(idNumber);
    case "id:sci":
      return asNumber(idNumber);
    case "id:date":
      return withImpossibleBirth(random, idNumber);
    default:
      return idByHabit(random, idNumber);
  }
}
