import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Release } from "../../../shared/api-types/index.ts";
import { useSeatName } from "../../../shared/seat-map/use-seat-name.ts";
import cards from "../../ui/card.module.css";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { pendingActs, press } from "../releases/acts.ts";
import { GrabBar } from "../releases/grab-bar.tsx";
import type { Stage } from "../releases/grab-stage.rules.ts";
import type { PendingAct } from "../releases/pending-acts.ts";
import { chosenSeat } from "./chosen-seat.rules.ts";
import { HallView } from "./hall-view.tsx";
import { useHall } from "./seats.query.ts";

interface Props {
  release: Release;
  stage: Stage;
  personId: string;
  act: PendingAct | undefined;
  onSeeResult: () => void;
}

/** What is left of a hall, first come: the best seat is suggested, any other may be chosen, and a lost one is told at once. */
export function PickSeat({ release, stage, personId, act, onSeeResult }: Props) {
  const { t } = useTranslation("member");
  const nameOf = useSeatName();
  const { hall, error, isPending, refetch } = useHall(release.id, "picking");
  const [wanted, setWanted] = useState(act?.pick);
  const refused = act?.refusal && (act.pick ?? String(act.refusal.params.label ?? ""));
  const { seat, lost, isSuggested } = chosenSeat({ hall, wanted, refused });
  const choose = (label: string) => {
    pendingActs.dismiss(release.id);
    setWanted(label);
  };
  const take = () => {
    if (seat === undefined) return;
    setWanted(seat);
    press({ act: "claim", releaseId: release.id, personId, pick: seat });
  };
  const isOnItsWay = stage === "confirming";
  return (
    <section className={cards.card}>
      <h2 className={cards.strong}>{t("seats.pickTitle")}</h2>
      {lost !== undefined && !isOnItsWay && (
        <Notice kind="error">
          {seat === undefined
            ? t("seats.lostLast", { lost: nameOf.seat(lost) })
            : t("seats.lost", { lost: nameOf.seat(lost), seat: nameOf.seat(seat) })}
        </Notice>
      )}
      {isPending && <Waiting blocks={1} />}
      {error && !hall && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {hall && <HallView hall={hall} chosen={seat === undefined ? [] : [seat]} onPress={choose} />}
      <GrabBar
        {...{ release, stage, personId, onSeeResult }}
        say={
          seat === undefined || isOnItsWay
            ? undefined
            : {
                label: t("seats.take", { seat: nameOf.seat(seat) }),
                hint: isSuggested && lost === undefined ? t("seats.suggested") : t("seats.chosen"),
                onPress: take,
              }
        }
      />
    </section>
  );
}
