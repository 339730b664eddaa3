export { sheets } from "../../../../../wire/sheet-problems/en.ts";
