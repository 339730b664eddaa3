import { useTranslation } from "react-i18next";
import type { CampaignState, ReleaseState } from "../../shared/api-types/index.ts";
import { type Tone, ToneTag } from "./tone-tag.tsx";

const tones = {
  draft: "plain",
  submitted: "waiting",
  approved: "done",
  running: "done",
  paused: "waiting",
  ended: "plain",
  rejected: "bad",
  scheduled: "plain",
  entry_open: "waiting",
  drawing: "waiting",
  open: "done",
  sold_out: "bad",
  closed: "plain",
} as const satisfies Record<CampaignState | ReleaseState, Tone>;

/** The state of a campaign or release, in word and colour. */
export function StateTag({ state }: { state: CampaignState | ReleaseState }) {
  const { t } = useTranslation("console");
  return <ToneTag tone={tones[state]}>{t(`state.${state}`)}</ToneTag>;
}
