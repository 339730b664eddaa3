import type { MemberPaths } from "./member.ts";

export type * from "./member.ts";
export type * from "./shape.ts";

/** Every path of the server that the web calls, as openapi-fetch reads them. */
export interface paths extends MemberPaths {}
