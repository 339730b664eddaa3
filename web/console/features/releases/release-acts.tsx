import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { StaffRelease } from "../../../shared/api-types/index.ts";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { TopUpRelease } from "./top-up-release.tsx";

/** Pausing, resuming, adding units and closing; each says first how many people it touches. */
export function ReleaseActs({ release }: { release: StaffRelease }) {
  const { t } = useTranslation("console");
  const { number } = useShow();
  const [asking, setAsking] = useState<"pause" | "close" | "topUp">();
  const { id, can, touches, title } = release;
  const path = { params: { path: { releaseId: id } } };
  const stop = () => setAsking(undefined);
  const touched = { touches: [["releases"], ["campaigns"]] };
  const after = { ...touched, onDone: stop };
  const pause = useAct({
    run: (reason: string) => unwrap(api.POST("/api/staff/releases/{releaseId}/pause", { ...path, body: { reason } })),
    ...{ done: t("releases.paused"), ...after },
  });
  const close = useAct({
    run: (reason: string) => unwrap(api.POST("/api/staff/releases/{releaseId}/close", { ...path, body: { reason } })),
    ...{ done: t("releases.closed"), ...after },
  });
  const resume = useAct({
    run: () => unwrap(api.POST("/api/staff/releases/{releaseId}/resume", { ...path, body: {} })),
    ...{ done: t("releases.resumed"), ...touched },
  });
  const people = {
    entered: number(touches.entered),
    reminded: number(touches.reminded),
    holding: number(touches.holding),
  };
  return (
    <>
      {can.topUp && <Button onClick={() => setAsking("topUp")}>{t("releases.topUp")}</Button>}
      {can.close && <Button onClick={() => setAsking("close")}>{t("releases.close")}</Button>}
      {can.pause && (
        <Button danger onClick={() => setAsking("pause")}>
          {t("releases.pause")}
        </Button>
      )}
      {can.resume && (
        <Button type="primary" loading={resume.isPending} onClick={() => resume.mutate()}>
          {t("releases.resume")}
        </Button>
      )}
      <ReasonModal
        open={asking === "pause"}
        title={t("releases.pauseTitle", { title })}
        warning={t("releases.pauseTouches", people)}
        ok={t("releases.pause")}
        busy={pause.isPending}
        onCancel={stop}
        onConfirm={(reason) => pause.mutate(reason)}
      />
      <ReasonModal
        open={asking === "close"}
        title={t("releases.closeTitle", { title })}
        warning={t("releases.closeTouches", { ...people, left: number(release.left) })}
        ok={t("releases.close")}
        busy={close.isPending}
        onCancel={stop}
        onConfirm={(reason) => close.mutate(reason)}
      />
      {can.topUp && <TopUpRelease release={release} open={asking === "topUp"} onClose={stop} />}
    </>
  );
}
