import { Button, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Import } from "../../../shared/api-types/index.ts";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { importsKey } from "./imports.queries.ts";
import { knownKind } from "./sheet-kinds.ts";

const open: readonly Import["state"][] = ["mapping", "review", "submitted", "failed"];

/** Giving up before anything is written, and taking back afterwards. */
export function ImportActs({ import_: { id, kind, state, counts, destroyed } }: { import_: Import }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const [asking, setAsking] = useState(false);
  const path = { importId: id };
  const withdraw = useAct({
    run: () => unwrap(api.POST("/api/staff/imports/{importId}/withdraw", { params: { path } })),
    touches: [importsKey],
    done: t("imports.withdrawn"),
  });
  const undo = useAct({
    run: (reason: string) =>
      unwrap(api.POST("/api/staff/imports/{importId}/undo", { params: { path }, body: { reason } })),
    touches: [importsKey, ["people"], ["organisations"], ["campaigns"], ["releases"]],
    onDone: () => setAsking(false),
  });
  return (
    <>
      {open.includes(state) && (
        <Popconfirm title={t("imports.withdrawSure")} onConfirm={() => withdraw.mutate()}>
          <Button loading={withdraw.isPending}>{t("imports.withdraw")}</Button>
        </Popconfirm>
      )}
      {state === "applied" && !destroyed && <Button onClick={() => setAsking(true)}>{t("imports.undo")}</Button>}
      <ReasonModal
        open={asking}
        title={t("imports.undo")}
        warning={`${t("imports.undoWarning", { count: counts.applied, shown: show.number(counts.applied) })}${t(`imports.undoAbout.${knownKind(kind)}`)}`}
        ok={t("imports.undo")}
        busy={undo.isPending}
        onCancel={() => setAsking(false)}
        onConfirm={(reason) => undo.mutate(reason)}
      />
    </>
  );
}
