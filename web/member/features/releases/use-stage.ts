import type { ReleaseCard } from "../../../shared/api-types/index.ts";
import { usePendingAct } from "./acts.ts";
import { type Stage, stageOf } from "./grab-stage.rules.ts";

/** The stage of a release in a list, with what was pressed here and is not answered yet. */
export function useStage(release: ReleaseCard, now: number): Stage {
  const act = usePendingAct(release.id);
  return stageOf(release, now, act?.refusal === undefined ? act?.act : undefined);
}
