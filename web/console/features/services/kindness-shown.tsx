import { useQuery } from "@tanstack/react-query";
import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { useShow } from "../../shared/use-show.ts";

/** Whether somebody wants to be visited in bad days, for whoever thinks of going. */
export function KindnessShown({ personId }: { personId: string }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const kindness = useQuery({
    queryKey: ["people", "kindness", personId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/people/{personId}/kindness", { params: { path: { personId } }, signal })),
  });
  if (kindness.data === undefined) return kindness.isError ? "–" : <Skeleton.Button active size="small" />;
  const since = kindness.data.items.find(({ kind }) => kind === "condolence")?.since ?? null;
  return since === null ? t("services.noCondolence") : t("services.condolenceSince", { date: show.date(since) });
}
