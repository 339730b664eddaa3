import { playTill } from "./c07/at-the-till.ts";
import { makeCampaign } from "./c07/campaign.ts";
import { settle } from "./c07/figures.ts";
import { playGrab } from "./c07/grab.ts";
import { openMerchants } from "./c07/merchants.ts";
import { playReturn } from "./c07/returns.ts";
import type { Scenario } from "./scenario.ts";
import { openScene } from "./stage.ts";

/**
 * Field case C07: 冰雪主题满减消费券, given out periodically and in limited numbers to all members. From an empty city to
 * settled figures: made by one, checked by another, entered, won, lost, claimed, redeemed, undone, given back, lapsed.
 */
export const c07PeriodicVouchers: Scenario = {
  case: "C07",
  name: "c07-periodic-vouchers",
  play: async () => {
    const scene = await openScene(200);
    try {
      const merchants = await openMerchants(scene);
      const campaign = await makeCampaign(scene, merchants);
      const grab = await playGrab(scene, campaign);
      await playTill(scene, { merchants, grab });
      await playReturn(scene, { campaign, grab, merchants });
      await settle(scene, { campaign, grab });
    } finally {
      await scene.close();
    }
  },
};
