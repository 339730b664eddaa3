import { Alert, Button, Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Import } from "../../../shared/api-types/index.ts";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { useAct } from "../../shared/use-act.ts";
import { importsKey } from "./imports.queries.ts";

/** The second person's yes or no. */
export function AnswerImport({ import_ }: { import_: Import }) {
  const { t } = useTranslation("console");
  const [refusing, setRefusing] = useState(false);
  // What waits: what was handed in, or taking it back.
  const what = import_.state === "undo_asked" ? "undo_asked" : "submitted";
  const answer = useAct({
    run: (body: { verdict: "passed" | "refused"; note?: string }) =>
      unwrap(api.POST("/api/staff/imports/{importId}/answer", { params: { path: { importId: import_.id } }, body })),
    touches: [importsKey],
    onDone: () => setRefusing(false),
  });
  if (import_.submittedByMe)
    return <Alert type="info" showIcon title={t(`imports.waitsForAnother.${what}`)} style={{ marginBottom: 16 }} />;
  return (
    <Flex gap={8} style={{ marginBottom: 16 }}>
      <Button type="primary" loading={answer.isPending} onClick={() => answer.mutate({ verdict: "passed" })}>
        {t(`imports.pass.${what}`)}
      </Button>
      <Button onClick={() => setRefusing(true)}>{t("imports.refuse")}</Button>
      <ReasonModal
        open={refusing}
        title={t("imports.refuse")}
        warning={t(`imports.refuseWarning.${what}`)}
        ok={t("imports.refuse")}
        busy={answer.isPending}
        onCancel={() => setRefusing(false)}
        onConfirm={(note) => answer.mutate({ verdict: "refused", note })}
      />
    </Flex>
  );
}
