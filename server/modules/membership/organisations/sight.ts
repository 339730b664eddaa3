import { defineDuty } from "#kernel/policy";
import { definePreset } from "#kernel/sign-in/duty-presets";
import { registerDutyReach } from "#kernel/sign-in/duty-reach";
import { listSights, millisUntilTomorrow } from "./links.store.ts";

/** Reads people and figures, and changes nothing; also what an industry link that grants sight is worth. */
export const sightDuty = "people.reader";
defineDuty(sightDuty, ["people.view", "statistics.view"]);
definePreset("chair", [sightDuty]);
const carriers = ["people.officer", sightDuty];

/**
 * A duty follows the tree by its path, and an industry link where that says so: whoever may see the people of an industry federation
 * sees, and only sees, those of the organisations linked to it. Alliances, co-building and pairing carry nothing.
 */
registerDutyReach(async (db, held) => {
  const paths = [...new Set(held.filter(({ duty }) => carriers.includes(duty)).map(({ path }) => path))];
  if (paths.length === 0) return { duties: [], changesInMs: null };
  const sights = await listSights(db, paths);
  const duties = [...new Set(sights.map(({ node }) => node))].map((path) => ({ duty: sightDuty, path }));
  return { duties, changesInMs: await millisUntilTomorrow(db) };
});
