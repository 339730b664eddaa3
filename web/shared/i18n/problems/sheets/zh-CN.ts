export {
  listDefects as list,
  merchantDefects as merchant,
  sheets,
} from "../../../../../wire/sheet-problems/zh-CN.ts";
