import { playCounts } from "./d07/counts.ts";
import { playRider } from "./d07/rider.ts";
import type { Scenario } from "./scenario.ts";
import { openScene } from "./stage.ts";

const usualScale = 200;

/**
 * Field case D07: unions for new forms of work, 11,400 of them in the province with 1,539,600 members at the end of 2022. At 1 : 200 (57 unions,
 * 7698 members; `--scale` another) they come in by two files, with the days on which unions were founded and members joined, and are
 * counted by kind and by form of employment as of two days. Beside them one rider who has no employer: she joins by phone, the
 * union is proposed, she is taken in within the clock, and counted once though three unions serve her.
 */
export const d07NewFormUnions: Scenario = {
  case: "D07",
  name: "d07-new-form-unions",
  play: async ({ scale = usualScale, say }) => {
    const scene = await openScene(200);
    try {
      const officer = await scene.staff("maker");
      await playRider(scene, officer);
      await playCounts(scene, officer, { scale, say });
      await scene.assertAuditWhole();
    } finally {
      await scene.close();
    }
  },
};
