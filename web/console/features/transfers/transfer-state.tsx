import { useTranslation } from "react-i18next";
import type { TransferItem } from "../../../shared/api-types/index.ts";
import { DeadlineTag } from "../../shared/deadline-tag.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { transferTones } from "./transfer-tones.ts";

/** How far a transfer is, and how long the answer may still take. */
export function TransferState({ transfer: { state, clock } }: { transfer: Pick<TransferItem, "state" | "clock"> }) {
  const { t } = useTranslation("console");
  return (
    <>
      <ToneTag tone={transferTones[state]}>{t(`transfers.state.${state}`)}</ToneTag>{" "}
      {clock && <DeadlineTag clock={clock} />}
    </>
  );
}
