import { assertSeesOwn, foundIndustry } from "./b08/industry.ts";
import { assertCountedOnce, findFirms, playLinks } from "./b08/links.ts";
import type { Scenario } from "./scenario.ts";
import { openScene } from "./stage.ts";

/**
 * Field case B08: an industry union of foreign trade with 43 direct units, a node beside the regional tree; at 1 : 1. Firms that stay in
 * their counties are linked to it, and its officer sees their people when the link says so and for as long as it holds.
 */
export const b08IndustryUnion: Scenario = {
  case: "B08",
  name: "b08-industry-union",
  play: async () => {
    const scene = await openScene(200);
    try {
      const industry = await foundIndustry(scene);
      await assertSeesOwn(industry);
      const firms = await findFirms(scene, 8);
      await playLinks(scene, industry, firms);
      await assertCountedOnce(scene, industry);
      await scene.assertAuditWhole();
    } finally {
      await scene.close();
    }
  },
};
