export { listDefects as list, sheets } from "../../../../../wire/sheet-problems/zh-CN.ts";
