export {
  listDefects as list,
  merchantDefects as merchant,
  sheets,
} from "../../../../../wire/sheet-problems/en.ts";
