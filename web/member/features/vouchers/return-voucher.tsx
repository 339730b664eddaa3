import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { Button } from "../../ui/button.tsx";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";

/** Giving a voucher back, asked once more in the page itself. */
export function ReturnVoucher({ claimId }: { claimId: string }) {
  const { t } = useTranslation(["member", "shared"]);
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const params = { path: { claimId } };
  const giveBack = useMutation({
    mutationFn: () => unwrap(api.POST("/api/vouchers/{claimId}/return", { params, body: {} })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["vouchers"] });
      void client.invalidateQueries({ queryKey: ["releases"] });
    },
  });
  if (!isAsked) {
    return (
      <Button kind="plain" onPress={() => setAsked(true)}>
        {t("vouchers.return")}
      </Button>
    );
  }
  return (
    <Notice>
      <p>{t("vouchers.returnAsk")}</p>
      {giveBack.isError && <ProblemNotice error={giveBack.error} />}
      <Button kind="outline" disabled={giveBack.isPending} onPress={() => giveBack.mutate()}>
        {t("vouchers.returnYes")}
      </Button>
      <Button kind="plain" onPress={() => setAsked(false)}>
        {t("shared:cancel")}
      </Button>
    </Notice>
  );
}
