import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Release } from "../../../shared/api-types/index.ts";
import { formatDayTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { classes } from "../../ui/classes.ts";
import { Icon } from "../../ui/icons.tsx";
import { ProblemNotice } from "../../ui/notice.tsx";
import { press } from "./acts.ts";
import styles from "./result-view.module.css";

/** A returned unit is kept for this member for a while: take it, or leave it to the next. */
export function Offered({ release, personId }: { release: Release; personId: string }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const client = useQueryClient();
  const { holdUntil } = release.mine;
  const params = { path: { releaseId: release.id } };
  const decline = useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/releases/{releaseId}/waiting", { params })),
    onSettled: () => client.invalidateQueries({ queryKey: ["releases"] }),
  });
  return (
    <div className={styles.result}>
      <div className={classes(styles.sign, styles.won)}>
        <Icon name="bell" />
      </div>
      <h2 className={styles.title}>{t("result.offeredTitle")}</h2>
      <p className={styles.text}>
        {holdUntil
          ? t("result.offeredUntil", { title: release.title, at: formatDayTime(language, holdUntil) })
          : t("result.offered", { title: release.title })}
      </p>
      {decline.isError && <ProblemNotice error={decline.error} />}
      <Button disabled={decline.isPending} onPress={() => press({ act: "accept", releaseId: release.id, personId })}>
        {t("result.accept")}
      </Button>
      <Button kind="plain" disabled={decline.isPending} onPress={() => decline.mutate()}>
        {t("result.decline")}
      </Button>
    </div>
  );
}
