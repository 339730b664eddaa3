import {
  type Choice,
  type Column,
  compileSheet,
  type Defect,
  type SheetDefinition,
  type Values,
} from "#engines/sheets";
import { readResidentId } from "#wire/resident-id";

const idKindChoices: Choice[] = [
  { value: "resident_id", title: "居民身份证", synonyms: ["身份证", "二代身份证", "Resident identity card"] },
  { value: "passport", title: "护照", synonyms: ["外国护照", "Passport"] },
  { value: "hk_macao_permit", title: "港澳居民来往内地通行证", synonyms: ["港澳通行证", "回乡证"] },
  { value: "taiwan_permit", title: "台湾居民来往大陆通行证", synonyms: ["台胞证", "台湾通行证"] },
  { value: "foreign_residence", title: "外国人永久居留身份证", synonyms: ["外国人永久居留证", "永久居留证"] },
];

const platformTrades = [
  ...["外卖骑手", "外卖送餐员", "外卖配送员", "骑手", "网约车司机", "网约配送员", "快递员", "快递小哥"],
  ...["货车司机", "卡车司机", "代驾", "代驾员", "网络主播", "家政服务员"],
];

const employmentForms: Choice[] = [
  {
    value: "standard",
    title: "单位职工",
    synonyms: ["合同制职工", "正式职工", "正式工", "在编", "在职", "事业编制", "行政编制", "企业职工", "劳动合同"],
  },
  { value: "dispatched", title: "劳务派遣", synonyms: ["派遣", "派遣工", "派遣制", "劳务派遣工"] },
  { value: "flexible", title: "灵活就业", synonyms: ["灵活就业人员", "自由职业", "个体", "临时工", "零工"] },
  {
    value: "platform",
    title: "平台就业",
    synonyms: ["新就业形态", "新就业形态劳动者", "平台", ...platformTrades],
    details: platformTrades,
  },
  { value: "retired", title: "退休", synonyms: ["退休职工", "离退休", "退休人员"] },
];

export const sexColumn: Column = {
  key: "sex",
  title: "性别",
  kind: "choice",
  choices: [
    { value: "female", title: "女", synonyms: ["女性", "F", "female"] },
    { value: "male", title: "男", synonyms: ["男性", "M", "male"] },
  ],
  guidance: "可不填,由身份证号码得出。",
};
export const nameColumn: Column = {
  key: "name",
  title: "姓名",
  synonyms: ["会员姓名", "职工姓名", "名字", "人员姓名", "Name"],
  kind: "text",
  required: true,
  maxLength: 60,
  example: "张小花",
};
export const idColumn = {
  key: "idNumber",
  title: "证件号码",
  synonyms: ["身份证号", "身份证号码", "公民身份号码", "证件号", "身份证", "ID number"],
  kind: "id_number",
  required: true,
  sensitive: true,
  guidance: "按文本填写;Excel 会把 18 位数字改坏。",
} satisfies Column;
export const phoneColumn = {
  key: "phone",
  title: "手机号码",
  synonyms: ["手机", "手机号", "移动电话", "联系电话", "联系方式", "电话", "Phone"],
  kind: "phone",
  required: true,
  sensitive: true,
  guidance: "11 位手机号。会员用它登录,一个号码一个人。",
} satisfies Column;
export const educationColumn: Column = {
  key: "education",
  title: "学历",
  synonyms: ["文化程度", "最高学历", "Education"],
  kind: "text",
  maxLength: 20,
};
const text = (key: string, title: string, synonyms: string[], maxLength = 60): Column => ({
  ...{ key, title, synonyms, kind: "text", maxLength },
});

export const peopleDefinition: SheetDefinition = {
  kind: "people",
  title: "会员花名册",
  columns: [
    nameColumn,
    sexColumn,
    text("ethnicity", "民族", ["Ethnicity"], 20),
    {
      ...{
        key: "birthDate",
        title: "出生日期",
        synonyms: ["出生年月日", "出生年月", "生日", "Birth date"],
        kind: "day",
      },
      ...{ past: true, guidance: "可不填,由身份证号码得出。", example: "1990-01-01" },
    },
    {
      ...{ key: "idKind", title: "证件类型", synonyms: ["证件类别", "有效证件类别", "证件种类"], kind: "choice" },
      ...{ choices: idKindChoices, guidance: "不填就是居民身份证。" },
    },
    { ...idColumn, idKindKey: "idKind" },
    phoneColumn,
    {
      ...{ key: "union", title: "所属工会", kind: "text", maxLength: 80 },
      synonyms: ["所在工会", "工会名称", "基层工会", "所属企业/工会", "所属单位工会", "工会", "Union"],
      guidance: "写工会的名称;不填就是导入时选的工会。",
    },
    {
      ...{
        key: "joinedOn",
        title: "入会日期",
        synonyms: ["入会时间", "加入工会日期", "Joined"],
        kind: "day",
        past: true,
      },
    },
    {
      ...{ key: "employmentForm", title: "就业形态", synonyms: ["就业形式", "用工形式", "就业类型"], kind: "choice" },
      ...{ choices: employmentForms, detailKey: "workType" },
    },
    {
      ...{ key: "householdKind", title: "户籍类型", synonyms: ["户口性质", "户籍性质", "户籍"], kind: "choice" },
      choices: [
        { value: "urban", title: "城镇", synonyms: ["非农业", "城镇户口", "非农", "城市"] },
        { value: "rural", title: "农村", synonyms: ["农业", "农村户口", "农业户口"] },
      ],
    },
    educationColumn,
    text("politics", "政治面貌", ["政治身份"], 20),
    text("workType", "工种", ["岗位", "职业", "从事工种"]),
    text("skillLevel", "职业技能等级", ["技能等级", "技术等级"], 30),
    text("title", "职称", ["专业技术职称", "专业技术职务"], 30),
    text("employerName", "用人单位", ["工作单位", "单位名称", "所在单位", "企业名称", "平台企业"], 120),
    text("remark", "备注", ["说明", "Remark"], 300),
  ],
  check: agrees,
};

/** What an identity card says of sex and birth has to agree with what stands beside it. */
export function agrees(values: Values, today: string): Defect[] {
  const { idKind, idNumber, sex, birthDate } = values;
  if (typeof idNumber !== "string" || (idKind ?? "resident_id") !== "resident_id") return [];
  const card = readResidentId(idNumber, today);
  if (!card.ok) return [];
  const wrong: Defect[] = [];
  if (sex !== null && sex !== undefined && sex !== card.sex)
    wrong.push({ column: "sex", code: "person.sex_disagrees" });
  if (birthDate !== null && birthDate !== undefined && birthDate !== card.birth)
    wrong.push({ column: "birthDate", code: "person.birth_disagrees" });
  return wrong;
}

export const peopleSchema = compileSheet(peopleDefinition);
