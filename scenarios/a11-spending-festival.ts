import { playFestival, readLeverage, writeHistory } from "./a11/festival.ts";
import { openFestival } from "./a11/make.ts";
import { payFestival, settleFestival } from "./a11/money.ts";
import type { Scenario } from "./scenario.ts";
import { openScene } from "./stage.ts";

/**
 * Field case A11 (with the themes of A14): 职工悦购节 「工惠促消费」, made together with the bureau of commerce, six highlights,
 * more than 100 million yuan of spending expected, 27 million yuan of coupons since 2021. Sums of money that people wrote
 * down are played at 1 : 1 (how the 27 million fall on the years is invented); a million workers are played by 24 members at
 * three merchants.
 */
export const a11SpendingFestival: Scenario = {
  case: "A11",
  name: "a11-spending-festival",
  play: async () => {
    const scene = await openScene(60);
    try {
      const festival = await openFestival(scene);
      await writeHistory(festival);
      const spent = await playFestival(scene, festival);
      await readLeverage(festival, spent);
      const statements = await settleFestival(scene, festival, spent);
      await payFestival(scene, { festival, statements, spent });
      await scene.assertAuditWhole();
    } finally {
      await scene.close();
    }
  },
};
