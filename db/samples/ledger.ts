import type { Cell } from "#engines/sheets";
import { type SeededRandom, seededRandom } from "../demo/random.ts";
import { dayByHabit, type Invented, peopleOf, phoneByHabit } from "./invented.ts";
import { idCell } from "./roster.ts";
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
  { heading: "镇", width: 10 },
  { heading: "村", width: 10 },
  { heading: "组", width: 6 },
  { heading: "户主", width: 10 },
  { heading: "户编号", width: 10 },
  { heading: "姓名", width: 10 },
  { heading: "与户主关系", width: 10 },
  { heading: "身份证号", width: 22 },
  { heading: "手机号", width: 14 },
  { heading: "文化程度", width: 10 },
  { heading: "健康状况", width: 10 },
  { heading: "劳动能力", width: 12 },
  { heading: "就业状态", width: 12 },
  { heading: "就业地点", width: 10 },
  { heading: "就业单位", width: 14 },
  { heading: "月收入(元)", width: 12 },
  { heading: "行业", width: 12 },
  { heading: "技能特长", width: 24 },
  { heading: "就业意愿", width: 12 },
  { heading: "培训需求", width: 12 },
  { heading: "期望月薪", width: 10 },
  { heading: "重点对象类型", width: 14 },
  { heading: "最近更新", width: 14 },
];

const towns = ["城关镇", "云岭镇", "茶山镇", "石桥镇", "双溪镇", "柳坝镇", "青河镇", "松坪镇"];
const villages = ["柳树村", "石磨村", "上河村", "下河村", "茶坪村", "老井村", "竹园村", "枫岭村", "新桥村", "梨花村"];
const relations = ["配偶", "子女", "子女", "父母", "兄弟姐妹"];
const schooling = ["小学", "初中", "初中", "高中", "中专", "大专", "本科"];
const skills: Record<string, readonly string[]> = {
  建筑施工: ["砌筑", "抹灰", "电焊", "钢筋绑扎", "架子搭设"],
  餐饮: ["中式烹调", "面点", "餐厅服务"],
  机械加工: ["车工", "铣工", "钳工", "数控编程"],
  电子商务: ["客服", "网店运营", "短视频剪辑"],
  纺织服装: ["缝纫", "裁剪", "打版", "挡车"],
  信息技术: ["前端开发", "运维", "网络布线"],
  物流配送: ["快递分拣", "叉车", "驾驶B2"],
  农业种植: ["茶叶种植", "食用菌", "植保无人机"],
  家政服务: ["保洁", "养老护理", "母婴护理"],
};
const trades = Object.keys(skills);
const places = ["县内", "省内", "广东", "浙江", "江苏"];
const wishes = ["", "本地就业", "外出务工", "灵活就业", "创业"];
const trainings = ["", "", "烹饪", "家政", "电工", "农机", "直播"];

/** Wrong rows of a kind among a thousand. */
const shares: Partial<Record<DefectKind, number>> = {
  "id:check": 1.8,
  "id:short": 2.2,
  "id:date": 0.3,
  "duplicate-in-file": 3.3,
  number: 2,
  "unknown-choice": 1.9,
};

const firstPhone = 19_900_300_001;

/** A county's survey of its labour force, household by household. The same seed and number of rows make the same survey. */
export function makeLedger({
  rows = 95_600,
  seed,
  wrong = "usual",
}: Partial<SampleOptions> & { seed: number }): Sample {
  const plan = planDefects(seededRandom(seed), { rows, seed, wrong }, shares);
  return {
    ...{ name: "labour-ledger", seed, sheet: "劳动力资源", title: "劳动力资源信息采集表（全县）", columns },
    *rows() {
      const random = seededRandom(seed + 1);
      const people = peopleOf(random);
      const known: Invented[] = [];
      let household = { number: 0, members: 0, town: "", village: "", head: "" };
      for (let at = 0; at < rows; at++) {
        const defect = plan.defects.get(at);
        const repeated = defect === "duplicate-in-file" ? random.pick(known) : undefined;
        const person = repeated ?? people.next(plan.lookalikes.has(at) ? random.pick(known) : undefined);
        // Enough to repeat; a survey has too many people to remember them all.
        if (defect === undefined && !plan.lookalikes.has(at) && known.length < 5000) known.push(person);
        const isHead = household.members === 0;
        if (isHead) household = newHousehold(random, household.number + 1, person.name);
        household.members--;
        yield [...placeCells(random, household), ...rowOf(random, person, { at, defect, isHead })];
      }
    },
    ...{ tail: [], notes: [] },
    defects: defectsOf(plan),
    lookalikes: inOrder(plan.lookalikes).map((at) => at + firstRow),
  };
}

const newHousehold = (random: SeededRandom, number: number, head: string) => ({
  ...{ number, head, members: random.pick([1, 2, 2, 3, 4]) },
  ...{ town: random.pick(towns), village: random.pick(villages) },
});

const placeCells = (random: SeededRandom, household: ReturnType<typeof newHousehold>): Cell[] => [
  ...[household.town, household.village, `${1 + random.below(9)}组`, household.head],
  `H${String(household.number).padStart(6, "0")}`,
];

function rowOf(
  random: SeededRandom,
  { name, idNumber }: Invented,
  { at, defect, isHead }: { at: number; defect: DefectKind | undefined; isHead: boolean },
): Cell[] {
  const trade = random.pick(trades);
  const state = random.pick(["转移就业", "转移就业", "转移就业", "本地就业", "未就业", "无就业意愿"]);
  const works = state === "转移就业" || state === "本地就业";
  const health = random.chance(0.9) ? "健康" : random.pick(["慢性病", "慢性病", "残疾"]);
  const income = works ? 1800 + 100 * random.below(70) : null;
  return [
    ...[name, isHead ? "户主" : random.pick(relations), idCell(random, idNumber, defect)],
    ...[phoneByHabit(random, firstPhone + at), random.pick(schooling)],
    health,
    random.chance(0.7) ? "普通劳动力" : random.pick(["技能劳动力", "技能劳动力", "弱劳动力"]),
    defect === "unknown-choice" ? "打工" : state,
    works ? random.pick(places) : "",
    "",
    defect === "number" ? random.pick(["三千左右", "不固定", "按天结"]) : income,
    ...[trade, skillsOf(random, skills[trade] ?? []), random.pick(wishes), random.pick(trainings)],
    2500 + 100 * random.below(55),
    random.chance(0.84) ? "" : random.pick(["脱贫户", "脱贫户", "监测户", "零就业家庭", "残疾人"]),
    dayByHabit(random, `2025-${random.pick(["01", "03", "05", "08", "10", "11"])}-${10 + random.below(18)}`),
  ];
}

function skillsOf(random: SeededRandom, from: readonly string[]): string {
  const start = random.below(from.length);
  const count = 1 + random.below(from.length);
  return Array.from({ length: count }, (_, index) => from[(start + index) % from.length]).join("、");
}
