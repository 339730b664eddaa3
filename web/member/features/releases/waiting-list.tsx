import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Release } from "../../../shared/api-types/index.ts";
import { formatNumber } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { releaseQuery } from "./releases.query.ts";

/** Joining the line for returned units, and the place in it. */
export function WaitingList({ release }: { release: Release }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const client = useQueryClient();
  const { waiting } = release.mine;
  const params = { path: { releaseId: release.id } };
  const toggle = useMutation({
    mutationFn: async (): Promise<void> => {
      if (waiting) await unwrap(api.DELETE("/api/releases/{releaseId}/waiting", { params }));
      else await unwrap(api.POST("/api/releases/{releaseId}/waiting", { params, body: {} }));
    },
    onSettled: () => client.invalidateQueries(releaseQuery(release.id)),
  });
  return (
    <>
      {waiting && (
        <Notice kind="done">{t("result.joined", { position: formatNumber(language, waiting.position) })}</Notice>
      )}
      {toggle.isError && <ProblemNotice error={toggle.error} />}
      <Button kind={waiting ? "plain" : "outline"} disabled={toggle.isPending} onPress={() => toggle.mutate()}>
        {waiting ? t("result.leave") : t("result.join")}
      </Button>
    </>
  );
}
