import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import cards from "../../ui/card.module.css";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { linkedUnionQuery } from "./joining.query.ts";

/** Whose code was scanned or whose link was opened, before anything is asked. */
export function LinkedUnion({
  organisationId,
  invitation,
}: {
  organisationId: string;
  invitation: string | undefined;
}) {
  const { t } = useTranslation("member");
  const union = useQuery(linkedUnionQuery(organisationId, invitation));
  if (union.isError) return <ProblemNotice error={union.error} onRetry={() => void union.refetch()} />;
  if (union.data === undefined) return null;
  return (
    <>
      <p className={cards.card}>
        <span className={cards.soft}>
          {t(union.data.invitation === true ? "joining.invitedTo" : "joining.applyingTo")}
        </span>{" "}
        <strong>{union.data.name}</strong>
      </p>
      {union.data.invitation === false && <Notice>{t("joining.invitationOver")}</Notice>}
    </>
  );
}
