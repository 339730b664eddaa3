export { seeingAll } from "#kernel/sight";
