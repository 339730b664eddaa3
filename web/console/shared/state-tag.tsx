import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import type { CampaignState, ReleaseState } from "../../shared/api-types/index.ts";

const colours = {
  draft: "default",
  submitted: "warning",
  approved: "success",
  running: "success",
  paused: "warning",
  ended: "default",
  rejected: "error",
  scheduled: "default",
  entry_open: "warning",
  drawing: "warning",
  open: "success",
  sold_out: "error",
  closed: "default",
} as const satisfies Record<CampaignState | ReleaseState, string>;

/** The state of a campaign or release, in word and colour. */
export function StateTag({ state }: { state: CampaignState | ReleaseState }) {
  const { t } = useTranslation("console");
  return (
    <Tag color={colours[state]} variant="outlined">
      {t(`state.${state}`)}
    </Tag>
  );
}
