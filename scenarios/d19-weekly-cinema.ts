import { playChanges } from "./d19/changes.ts";
import { playCharter } from "./d19/charter.ts";
import { openCinema } from "./d19/cinema.ts";
import { playDoor } from "./d19/door.ts";
import { playGrab } from "./d19/grab.ts";
import { planWeek } from "./d19/plan.ts";
import type { Scenario } from "./scenario.ts";
import { openScene } from "./stage.ts";

/**
 * Field case D19: the free cinema of 惠工影院, grabbed on Mondays and Thursdays, shown on Wednesdays and Fridays, staff at the door. The years
 * before come in by hand at their real figures (216 showings, 73 of them charters, 27,900 attendances, 42 other events in
 * the hall); one week is played at a tenth of its 380 attendances: 38 seats in two showings; and one whole house for a county, which hands in who comes.
 */
export const d19WeeklyCinema: Scenario = {
  case: "D19",
  name: "d19-weekly-cinema",
  play: async () => {
    const scene = await openScene(120);
    try {
      const cinema = await openCinema(scene);
      const charterOf = scene.city.counties[0]?.id ?? "";
      const week = await planWeek(cinema, { hallId: cinema.otherHallId, charterOf });
      const grab = await playGrab(scene, week);
      await playCharter(scene, { cinema, id: week.charter?.id ?? "" });
      await playDoor(scene, { cinema, week, grab });
      await playChanges({ cinema, week, grab });
      await scene.assertAuditWhole();
    } finally {
      await scene.close();
    }
  },
};
