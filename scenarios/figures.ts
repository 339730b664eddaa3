import type { Browser } from "./browser.ts";

/** How many members an organisation counts now, with all below it. */
export const membersOf = async (officer: Browser, id: string): Promise<number> =>
  (await officer.get(`/api/organisations/${id}`)).members;
