import { useTranslation } from "react-i18next";
import type { StatementItem } from "../../../shared/api-types/index.ts";
import { type Tone, ToneTag } from "../../shared/tone-tag.tsx";

const tones: Record<StatementItem["state"], Tone> = {
  ...{ draft: "plain", sent: "waiting", disputed: "bad", confirmed: "waiting", reviewed: "waiting" },
  ...{ approved: "waiting", paid: "done", locked: "done", void: "plain" },
};

/** Where a statement stands, in word and colour. */
export function StatementTag({ state }: { state: StatementItem["state"] }) {
  const { t } = useTranslation("console");
  return <ToneTag tone={tones[state]}>{t(`settlement.state.${state}`)}</ToneTag>;
}
