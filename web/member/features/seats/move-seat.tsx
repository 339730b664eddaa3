import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { ApiProblem } from "../../../shared/api-problem.ts";
import type { Ticket } from "../../../shared/api-types/index.ts";
import { useSeatName } from "../../../shared/seat-map/use-seat-name.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { ProblemNotice } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import bar from "../releases/grab-bar.module.css";
import { useTicketAct } from "../showings/use-ticket-act.ts";
import { HallView } from "./hall-view.tsx";
import { isMendable } from "./mendable.ts";
import { useHall } from "./seats.query.ts";
import { standings } from "./seats.rules.ts";

interface Props {
  ticket: Ticket;
  onDone: () => void;
}

/** The hall with my seat in it; another one is mine only when the server has said so. */
export function MoveSeat({ ticket, onDone }: Props) {
  const { t } = useTranslation("member");
  const nameOf = useSeatName();
  const { releaseId } = ticket.session;
  const { hall, error, isPending, refetch } = useHall(releaseId ?? "", "picking");
  const [wanted, setWanted] = useState<string>();
  const params = { path: { claimId: ticket.claimId } };
  const move = useTicketAct(
    (label: string) => unwrap(api.POST("/api/activities/tickets/{claimId}/seat", { params, body: { label } })),
    onDone,
  );
  const mine = ticket.seat?.label;
  const isFree = (label: string) =>
    hall !== undefined && standings(hall).some((seat) => seat.label === label && seat.standing.is === "free");
  const isLost = move.error instanceof ApiProblem && isMendable(move.error.code) && move.variables === wanted;
  const next = wanted !== undefined && isFree(wanted) && !isLost ? wanted : undefined;
  return (
    <section className={cards.card}>
      {mine !== undefined && <p>{t("tickets.moveNow", { seat: nameOf.seat(mine) })}</p>}
      {move.isError && <ProblemNotice error={move.error} />}
      {isPending && <Waiting blocks={1} />}
      {error && !hall && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {hall && <HallView hall={hall} chosen={next === undefined ? [] : [next]} mine={mine} onPress={setWanted} />}
      <div className={bar.bar}>
        <div className={bar.hint}>
          <span>{t("tickets.moveHint")}</span>
        </div>
        <button
          type="button"
          className={classes(bar.button, next === undefined && bar.still)}
          aria-disabled={next === undefined || move.isPending}
          onClick={() => next !== undefined && !move.isPending && move.mutate(next)}
        >
          {next === undefined ? t("tickets.moveSame") : t("tickets.moveDo", { seat: nameOf.seat(next) })}
        </button>
      </div>
    </section>
  );
}
