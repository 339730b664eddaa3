import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { ReleaseCard } from "../../../shared/api-types/index.ts";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { ProblemNotice } from "../../ui/notice.tsx";

/** Asks for a message before the release begins, or takes that back. */
export function ReminderButton({ release }: { release: ReleaseCard }) {
  const { t } = useTranslation("member");
  const client = useQueryClient();
  const isSet = release.mine.reminder;
  const params = { path: { releaseId: release.id } };
  const toggle = useMutation({
    mutationFn: () =>
      isSet
        ? unwrap(api.DELETE("/api/releases/{releaseId}/reminder", { params }))
        : unwrap(api.PUT("/api/releases/{releaseId}/reminder", { params, body: {} })),
    onSettled: () => client.invalidateQueries({ queryKey: ["releases"] }),
  });
  return (
    <>
      {toggle.isError && <ProblemNotice error={toggle.error} />}
      <Button kind="outline" disabled={toggle.isPending} onPress={() => toggle.mutate()}>
        {isSet ? t("release.reminded") : t("release.remind")}
      </Button>
      {isSet && <p className={classes(cards.soft, cards.after)}>{t("release.remindHint")}</p>}
    </>
  );
}
