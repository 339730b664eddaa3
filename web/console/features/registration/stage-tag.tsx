import { useTranslation } from "react-i18next";
import type { RegistrationItem } from "../../../shared/api-types/index.ts";
import { type Tone, ToneTag } from "../../shared/tone-tag.tsx";

const tones: Record<RegistrationItem["stage"], Tone> = {
  coming: "plain",
  open: "done",
  over: "waiting",
  past: "plain",
};

/** How far a year is. */
export function StageTag({ stage }: { stage: RegistrationItem["stage"] }) {
  const { t } = useTranslation("console");
  return <ToneTag tone={tones[stage]}>{t(`registration.stage.${stage}`)}</ToneTag>;
}
