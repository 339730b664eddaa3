/**
 * Codes of administrative divisions (GB/T 2260-2007). The dictionary holds the province level, which does not change; counties come
 * and go every year, so their codes are judged by structure, and an organisation keeps the revision that its code was taken from.
 */
export const regionDictionary = {
  standard: "GB/T 2260-2007",
  source: "民政部《中华人民共和国县以上行政区划代码》",
  revision: "2023-12",
} as const;

export const provinces: Readonly<Record<string, string>> = {
  ...{ 11: "北京市", 12: "天津市", 13: "河北省", 14: "山西省", 15: "内蒙古自治区", 21: "辽宁省", 22: "吉林省" },
  ...{ 23: "黑龙江省", 31: "上海市", 32: "江苏省", 33: "浙江省", 34: "安徽省", 35: "福建省", 36: "江西省" },
  ...{ 37: "山东省", 41: "河南省", 42: "湖北省", 43: "湖南省", 44: "广东省", 45: "广西壮族自治区", 46: "海南省" },
  ...{ 50: "重庆市", 51: "四川省", 52: "贵州省", 53: "云南省", 54: "西藏自治区", 61: "陕西省", 62: "甘肃省" },
  ...{ 63: "青海省", 64: "宁夏回族自治区", 65: "新疆维吾尔自治区", 71: "台湾省", 81: "香港特别行政区" },
  82: "澳门特别行政区",
};

/** What is wrong with a code: not six digits, no such province, or a county without a prefecture. */
export type RegionCodeFault = "digits" | "province" | "structure";

/** Undefined when nothing is wrong. 990000 stands in some old books for the Xinjiang corps and is taken as it is. */
export function regionCodeFault(code: string): RegionCodeFault | undefined {
  if (!/^\d{6}$/.test(code)) return "digits";
  if (code === "990000") return undefined;
  if (provinces[code.slice(0, 2)] === undefined) return "province";
  return code.slice(2, 4) === "00" && code.slice(4) !== "00" ? "structure" : undefined;
}
