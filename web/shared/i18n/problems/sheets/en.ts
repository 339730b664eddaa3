export { listDefects as list, sheets } from "../../../../../wire/sheet-problems/en.ts";
