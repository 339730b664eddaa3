import { useTranslation } from "react-i18next";
import type { Import } from "../../../shared/api-types/index.ts";
import { type Tone, ToneTag } from "../../shared/tone-tag.tsx";

const tones: Record<Import["state"], Tone> = {
  reading: "waiting",
  mapping: "waiting",
  checking: "waiting",
  review: "waiting",
  submitted: "waiting",
  applying: "waiting",
  applied: "done",
  undo_asked: "waiting",
  undoing: "waiting",
  undone: "plain",
  failed: "bad",
  withdrawn: "plain",
};

/** Where an import stands, in a word. */
export function ImportState({ state }: Pick<Import, "state">) {
  const { t } = useTranslation("console");
  return <ToneTag tone={tones[state]}>{t(`imports.state.${state}`)}</ToneTag>;
}
