export { sheets } from "../../../../../wire/sheet-problems/zh-CN.ts";
