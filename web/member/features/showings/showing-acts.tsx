import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { SessionForMember } from "../../../shared/api-types/index.ts";
import { formatDayTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { Notice } from "../../ui/notice.tsx";
import { useServerNow } from "../../ui/use-server-now.ts";
import { showingState } from "./showings.rules.ts";

/** How one gets in now: by the ticket one has, or by taking part; and when not, why. */
export function ShowingActs({ showing }: { showing: SessionForMember }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const now = useServerNow();
  const navigate = useNavigate();
  const { releaseId, opensAt, reason, tickets } = showing;
  const state = Date.parse(showing.endsAt) <= now ? "over" : showingState(showing, now);
  if (state === "cancelled")
    return <Notice>{reason ? t("showings.cancelledBecause", { reason }) : t("showings.cancelledPlain")}</Notice>;
  if (state === "over") return <Notice>{t("showings.isOver")}</Notice>;
  return (
    <section className={cards.card}>
      {state === "opens" && opensAt !== null && (
        <p>{t("showings.opensSoon", { at: formatDayTime(language, opensAt) })}</p>
      )}
      {state === "running" && <p>{t("showings.running")}</p>}
      {tickets.map((claimId) => (
        <p key={claimId}>
          <Link to="/tickets/$claimId" params={{ claimId }} className={classes(cards.link)}>
            {t("showings.toTicket")}
          </Link>
        </p>
      ))}
      {releaseId !== null && state !== "running" && (
        <Button
          kind={tickets.length > 0 ? "outline" : "primary"}
          onPress={() => void navigate({ to: "/releases/$releaseId", params: { releaseId } })}
        >
          {t(tickets.length > 0 ? "showings.toRelease" : "showings.takePart")}
        </Button>
      )}
    </section>
  );
}
