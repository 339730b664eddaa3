export type { paths } from "../../../api/schema.gen.ts";
export type * from "./member.ts";
export type * from "./shape.ts";
export type * from "./staff.ts";
export type * from "./till.ts";
