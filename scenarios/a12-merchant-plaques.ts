import { openMerchants } from "./a12/merchants.ts";
import { playPlaques } from "./a12/plaques.ts";
import { openShops, playSuspension } from "./a12/suspension.ts";
import type { Scenario } from "./scenario.ts";
import { openScene } from "./stage.ts";

/**
 * Field case A12: the plaque 「工会友好合作商家」, eleven merchants, among them firms of household appliances, payments and
 * e-commerce and a creative park. Played at 1 : 1: eleven merchants apply, sign and get a plaque for each of their stores. Their
 * names and the number of their stores are invented; three stores have a till.
 */
export const a12MerchantPlaques: Scenario = {
  case: "A12",
  name: "a12-merchant-plaques",
  play: async () => {
    const scene = await openScene(60);
    try {
      const merchants = await openMerchants(scene);
      const shops = await openShops(scene, merchants);
      const plaques = await playPlaques(scene, merchants);
      await playSuspension(scene, { shops, plaques });
      await scene.assertAuditWhole();
    } finally {
      await scene.close();
    }
  },
};
