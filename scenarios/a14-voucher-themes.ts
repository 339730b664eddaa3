import { assertThemes, writeYears } from "./a14/themes.ts";
import { playThisYear } from "./a14/this-year.ts";
import { playTradeIn } from "./a14/trade-in.ts";
import type { Scenario } from "./scenario.ts";
import { openScene } from "./stage.ts";

/**
 * Field case A14: the themes of a city's vouchers since 2021, 新春活动, 惠工暖企 and 以旧换新. The years before this system are entered by
 * hand, each with its source: 27 million yuan in all, how they fall on years and themes is invented. This year's three
 * campaigns are played by twelve members at two shops.
 */
export const a14VoucherThemes: Scenario = {
  case: "A14",
  name: "a14-voucher-themes",
  play: async () => {
    const scene = await openScene(60);
    try {
      await writeYears(scene);
      const year = await playThisYear(scene);
      const spent = await playTradeIn(year);
      await assertThemes(scene, year, spent);
      await scene.assertAuditWhole();
    } finally {
      await scene.close();
    }
  },
};
