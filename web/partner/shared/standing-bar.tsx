import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { formatDayTime } from "../../shared/format.ts";
import form from "../../shared/hand/form.module.css";
import { useLanguage } from "../../shared/i18n/index.ts";
import { tillQuery } from "./till.queries.ts";

/** Says at the till that the union has withdrawn the store, why and until when, or that no agreement is in force. */
export function StandingBar() {
  const { t } = useTranslation("partner");
  const language = useLanguage();
  // A till that was kept by an earlier version knows nothing of it.
  const standing = useQuery(tillQuery).data?.standing as TillStanding | undefined;
  if (standing === undefined || (standing.agreementInForce && standing.suspension === null)) return null;
  const { suspension } = standing;
  return (
    <p role="status" className={form.problem}>
      {suspension === null
        ? t("standing.noAgreement")
        : suspension.until === null
          ? t("standing.suspended", { why: suspension.reason })
          : t("standing.suspendedUntil", { why: suspension.reason, time: formatDayTime(language, suspension.until) })}
    </p>
  );
}

interface TillStanding {
  agreementInForce: boolean;
  suspension: { reason: string; until: string | null } | null;
}
