import type { FactsChange } from "#modules/membership";

/** Words that invented people and unions are made of. Nobody of these names is meant. */
export const surnames = [
  ..."王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤",
];

export const femaleSigns = [..."芳娜敏静秀丽艳霞燕玲桂英红梅兰琴云洁颖琳雪慧婷欣怡佳媛晓莉倩莹月春彩虹岚薇菲"];
export const maleSigns = [..."伟强磊军洋勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆松林峰建国志文龙海东成亮旭阳"];

export const counties = ["临江区", "桥北区", "青浦岭县", "石湾县", "望海县"];

export const units = [
  "第一机械厂",
  "纺织集团",
  "公交公司",
  "人民医院",
  "实验中学",
  "供水公司",
  "建筑工程公司",
  "快递行业",
] as const;

/** What is written about the unions of these units. */
export const unitFacts: Readonly<Record<(typeof units)[number], FactsChange>> = {
  第一机械厂: { industry: "C", unitType: "state_owned", legalPerson: true },
  纺织集团: { industry: "C", unitType: "private", marks: ["migrant"] },
  公交公司: { industry: "G", unitType: "state_owned", legalPerson: true },
  人民医院: { industry: "Q", unitType: "public_institution", legalPerson: true },
  实验中学: { industry: "P", unitType: "public_institution" },
  供水公司: { industry: "D", unitType: "state_owned" },
  建筑工程公司: { industry: "E", unitType: "private", marks: ["construction", "migrant"] },
  快递行业: { industry: "G", unitType: "social_organisation", marks: ["courier"] },
};
/** The classes of the counties, in their order. */
export const countyClasses = ["leading", "rising", "rising", "catching_up", "catching_up"] as const;

export const tags = ["劳模", "技能标兵", "困难职工", "新就业形态", "女职工", "退役军人"] as const;
