import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { formatSecond } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import type { About } from "../../../shared/member-code/index.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNotice } from "../../ui/notice.tsx";
import { useOnline } from "../../ui/use-online.ts";
import { useServerNow } from "../../ui/use-server-now.ts";
import styles from "./code.module.css";

/** A short number to read out where nothing can scan. Needs the network. */
export function ShortNumber({ about }: { about: About }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const now = useServerNow();
  const purpose = about.subject === null ? "identify" : "redeem";
  const body = { purpose, ...(about.subject === null ? {} : { claimId: about.subject }) } as const;
  const ask = useMutation({ mutationFn: () => unwrap(api.POST("/api/member/code/short", { body })) });
  if (!useOnline()) return null;
  const isGood = ask.data && Date.parse(ask.data.expiresAt) > now;
  return (
    <div role="status">
      {ask.isError && <ProblemNotice error={ask.error} />}
      {isGood ? (
        <>
          <p>{t("code.shortNumber")}</p>
          <p className={styles.short}>{inGroups(ask.data.number)}</p>
          <p>{t("code.shortUntil", { time: formatSecond(language, ask.data.expiresAt) })}</p>
        </>
      ) : (
        <Button kind="plain" disabled={ask.isPending} onPress={() => ask.mutate()}>
          {t("code.short")}
        </Button>
      )}
    </div>
  );
}

/** Eight digits in two halves: easier to read out and to hear. */
const inGroups = (number: string): string => number.replace(/^(\d{4})(\d{4})$/, "$1 $2");
