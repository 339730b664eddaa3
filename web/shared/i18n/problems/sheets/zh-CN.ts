export {
  doorDefects as door,
  listDefects as list,
  merchantDefects as merchant,
  quotaDefects as quota,
  sheets,
  showingDefects as showing,
} from "../../../../../wire/sheet-problems/zh-CN.ts";
