import type { MemberPaths } from "./member.ts";
import type { StaffPaths } from "./staff.ts";
import type { StaffBenefitsPaths } from "./staff-benefits.ts";
import type { TillPaths } from "./till.ts";

export type * from "./member.ts";
export type * from "./shape.ts";
export type * from "./staff.ts";
export type * from "./staff-benefits.ts";
export type * from "./till.ts";

/** Every path of the server that the web calls, as openapi-fetch reads them. */
export interface paths extends MemberPaths, StaffPaths, StaffBenefitsPaths, TillPaths {}
