import { useQuery } from "@tanstack/react-query";
import { Alert, Card, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { previewQuery } from "./campaigns.queries.ts";
import { PreviewFigures } from "./preview-figures.tsx";
import type { Draft } from "./use-autosave.ts";

/** What the campaign would do as it is written now, or what is missing until that can be said. */
export function PreviewPanel({ draft }: { draft: Draft }) {
  const { t } = useTranslation("console");
  const problemText = useProblemText();
  const preview = useQuery({ ...previewQuery(draft.id ?? "", draft.version), enabled: draft.id !== undefined });
  const error = draft.error ?? preview.error;
  const state = draft.saving ? t("campaigns.saving") : draft.unsaved ? t("campaigns.unsaved") : t("campaigns.saved");
  return (
    <Card
      title={t("campaigns.preview")}
      extra={draft.id === undefined ? null : <span aria-live="polite">{state}</span>}
    >
      {error !== null && error !== undefined && (
        <Alert type="error" showIcon role="alert" title={problemText(error)} style={{ marginBottom: 12 }} />
      )}
      {draft.id === undefined && !draft.saving && <p>{t("campaigns.previewWaits")}</p>}
      {draft.id !== undefined && preview.isPending && <Skeleton active />}
      {preview.data && <PreviewFigures preview={preview.data} />}
    </Card>
  );
}
