import { useTranslation } from "react-i18next";
import type { Deadline } from "../../shared/api-types/index.ts";
import { ToneTag } from "./tone-tag.tsx";
import { useShow } from "./use-show.ts";

const tones = { on_time: "plain", due_soon: "waiting", overdue: "bad", paused: "plain", stopped: "done" } as const;

/** How much time a step still has, in word and colour. */
export function DeadlineTag({ clock }: { clock: Deadline }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const day = show.date(`${clock.dueOn}T12:00:00+08:00`);
  return (
    <span>
      <ToneTag tone={tones[clock.state]}>{t(`common.deadline.${clock.state}`, { count: clock.daysLeft })}</ToneTag>{" "}
      {t(clock.provisional ? "common.deadline.dueProvisional" : "common.deadline.due", { day })}
    </span>
  );
}
