import { useNavigate } from "@tanstack/react-router";
import { Alert, App, Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isSame, type Seat, type SeatDifference, type SeatFault } from "../../../../wire/seat-map/index.ts";
import { api, unwrap } from "../../../shared/api.ts";
import type { SeatMapSaved } from "../../../shared/api-types/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { DifferenceList } from "./difference-list.tsx";

interface SaveSeatMapProps {
  hallId: string;
  version: number;
  seats: Seat[];
  difference: SeatDifference;
  fault: SeatFault | undefined;
  onSaved: () => void;
}

/** Shows what a new version changes before it is saved, and afterwards what still goes by an earlier one. */
export function SaveSeatMap({ hallId, version, seats, difference, fault, onSaved }: SaveSeatMapProps) {
  const { t } = useTranslation("console");
  const problemText = useProblemText();
  const navigate = useNavigate();
  const { modal } = App.useApp();
  const [asking, setAsking] = useState(false);
  const leave = () => void navigate({ to: "/places/halls/$hallId", params: { hallId }, search: { tab: "seats" } });
  const save = useAct({
    run: () =>
      unwrap(
        api.POST("/api/staff/halls/{id}/seat-maps", {
          params: { path: { id: hallId } },
          body: { basedOn: version, seats },
        }),
      ),
    done: t("places.mapSaved", { version: version + 1 }),
    touches: [["places"]],
    refusal: "shown",
    onDone: (saved) => {
      setAsking(false);
      onSaved();
      if (saved.keepEarlier.length === 0) return leave();
      modal.info({
        ...{ title: t("places.keepEarlier", { count: saved.keepEarlier.length }), width: 560, onOk: leave },
        content: <KeepEarlier saved={saved} />,
      });
    },
  });
  const nothing = fault !== undefined || isSame(difference);
  return (
    <>
      <Button type="primary" disabled={nothing} onClick={() => setAsking(true)}>
        {t("places.saveVersion", { version: version + 1 })}
      </Button>
      <Modal
        open={asking}
        title={t("places.saveVersion", { version: version + 1 })}
        okText={t("places.saveMap")}
        okButtonProps={{ loading: save.isPending }}
        onOk={() => save.mutate()}
        onCancel={() => setAsking(false)}
        afterClose={save.reset}
      >
        {version > 0 && <p>{t("places.publishedKeep")}</p>}
        <DifferenceList difference={difference} first={version === 0} />
        {save.isError && <Alert type="error" showIcon role="alert" title={problemText(save.error)} />}
      </Modal>
    </>
  );
}

function KeepEarlier({ saved: { keepEarlier } }: { saved: SeatMapSaved }) {
  const { t } = useTranslation("console");
  const show = useShow();
  return (
    <>
      <p>{t("places.keepEarlierHelp")}</p>
      <ul>
        {keepEarlier.map(({ id, title, from, version }) => (
          <li key={id}>{t("places.keepsEarlier", { title, version, at: show.dayTime(from) })}</li>
        ))}
      </ul>
    </>
  );
}
