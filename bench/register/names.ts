import { femaleSigns, maleSigns } from "../../db/demo/names.ts";
import { type SeededRandom, seededRandom } from "../../db/demo/random.ts";
import { searchForms } from "../../server/modules/membership/names.ts";
import { checkOf } from "../../wire/resident-id.ts";

/** People in a thousand who bear each of these names; the names behind them share what is left evenly. */
const surnameShares: Readonly<Record<string, number>> = {
  ...{
    王: 72,
    李: 72,
    张: 68,
    刘: 54,
    陈: 46,
    杨: 31,
    黄: 23,
    赵: 23,
    吴: 20,
    周: 19,
    徐: 15,
    孙: 14,
    马: 13,
    朱: 13,
    胡: 12,
  },
  ...{
    郭: 12,
    何: 11,
    林: 11,
    高: 10,
    罗: 10,
    郑: 9,
    梁: 9,
    谢: 8,
    宋: 7,
    唐: 7,
    许: 6,
    韩: 6,
    冯: 6,
    邓: 6,
    曹: 6,
    彭: 5,
    曾: 5,
  },
};
const rarer = [
  ..."肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝",
  ..."欧阳 上官 司马 诸葛 东方".split(" "),
];

interface Choice {
  word: string;
  /** Up to here, of 1. */
  until: number;
}

function choicesOf(shares: readonly (readonly [string, number])[]): Choice[] {
  const whole = shares.reduce((sum, [, share]) => sum + share, 0);
  let until = 0;
  return shares.map(([word, share]) => {
    until += share / whole;
    return { word, until };
  });
}

const named = Object.entries(surnameShares);
const left = 1000 - named.reduce((sum, [, share]) => sum + share, 0);
const surnames = choicesOf([...named, ...rarer.map((name) => [name, left / rarer.length] as const)]);
/** The first signs are the usual ones: each next has a little less, as in any register (伟 a hundred times as often as the last). */
const signs = (all: readonly string[]) => choicesOf(all.map((sign, at) => [sign, 1 / (at + 4)] as const));
const female = signs(femaleSigns);
const male = signs(maleSigns);

function pick(choices: readonly Choice[], at: number): string {
  let [low, high] = [0, choices.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((choices[middle]?.until ?? 1) < at) low = middle + 1;
    else high = middle;
  }
  return choices[low]?.word ?? "";
}

/** Somebody who does not exist: the same for the same number. */
export interface Somebody {
  surname: string;
  given: string;
  sex: "female" | "male";
  birthDate: string;
  /** E.164. */
  phone: string;
  idNumber: string;
}

const regions = ["610997", "610998", "610999"];
const firstDay = Date.UTC(1958, 0, 1);
const days = 17_000;
const dayMillis = 86_400_000;

export function somebody(at: number): Somebody {
  const random: SeededRandom = seededRandom(at * 7919 + 20_261_124);
  random.next();
  const sex = random.chance(0.46) ? "female" : "male";
  const from = sex === "female" ? female : male;
  const given = pick(from, random.next()) + (random.chance(0.82) ? pick(from, random.next()) : "");
  const birthDate = new Date(firstDay + (Math.floor(at / 3) % days) * dayMillis).toISOString().slice(0, 10);
  const order = String(Math.floor(at / (3 * days)) * 2 + (sex === "male" ? 1 : 0)).padStart(3, "0");
  const first = `${regions[at % 3]}${birthDate.replaceAll("-", "")}${order}`;
  return {
    surname: pick(surnames, random.next()),
    ...{ given, sex, birthDate },
    phone: `+86${13_000_000_000 + at}`,
    idNumber: first + checkOf(first),
  };
}

const spelled = new Map<string, { pinyin: string; initials: string }>();

/** As `searchForms` of the whole name, from its two parts, of which there are few. */
export function formsOf({ surname, given }: Somebody): { pinyin: string; initials: string } {
  const [first, rest] = [formsOfPart(surname, "surname"), formsOfPart(given, "normal")];
  return { pinyin: `${first.pinyin} ${rest.pinyin}`, initials: first.initials + rest.initials };
}

function formsOfPart(part: string, mode: "surname" | "normal") {
  const known = spelled.get(part + mode);
  if (known !== undefined) return known;
  const made = searchForms(part, mode);
  spelled.set(part + mode, made);
  return made;
}
