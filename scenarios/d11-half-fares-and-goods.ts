import { sellGoods } from "./d11/goods.ts";
import { ride } from "./d11/rides.ts";
import type { Scenario } from "./scenario.ts";
import { openScene } from "./stage.ts";

/**
 * Field case D11: the benefits of 四川, 「公交地铁五折」 at 5折 and 「川工带川货」. Played by eight members who ride once each, at fares from
 * 2 to 20.01 yuan, and six who look at three goods and buy two of them. The transit company, fares, prices and the maximum are invented.
 */
export const d11HalfFaresAndGoods: Scenario = {
  case: "D11",
  name: "d11-half-fares-and-goods",
  play: async () => {
    const scene = await openScene(60);
    try {
      await ride(scene);
      await sellGoods(scene);
      await scene.assertAuditWhole();
    } finally {
      await scene.close();
    }
  },
};
