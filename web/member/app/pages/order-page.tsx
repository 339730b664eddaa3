import { useMutation } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { fetchAndCheck } from "../../features/releases/order.query.ts";
import { OrderCheckResult } from "../../features/releases/order-check.tsx";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";

/** The member's own check of a published order, on the phone itself. */
export function OrderPage() {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const { releaseId } = useParams({ from: "/member/releases/$releaseId/order" });
  const [progress, setProgress] = useState<{ done: number; total: number }>();
  const check = useMutation({
    mutationFn: () => fetchAndCheck(releaseId, (done, total) => setProgress({ done, total })),
  });
  const working = progress && {
    done: formatNumber(language, progress.done),
    total: formatNumber(language, progress.total),
  };
  return (
    <Page title={t("order.title")} up="/releases/$releaseId" upParams={{ releaseId }}>
      <p className={cards.card}>{t("order.intro")}</p>
      {check.isError && <ProblemNotice error={check.error} />}
      {check.isPending && <Notice>{working ? t("order.working", working) : t("order.loading")}</Notice>}
      {check.data && <OrderCheckResult {...check.data} />}
      {!check.data && (
        <Button disabled={check.isPending} onPress={() => check.mutate()}>
          {t("order.start")}
        </Button>
      )}
    </Page>
  );
}
