import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Release } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { formatDayTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { nextChance } from "./featured.rules.ts";
import { releasesQuery } from "./releases.query.ts";
import { ReminderButton } from "./reminder-button.tsx";

/** The next release worth trying, with its reminder; nothing when none is planned. */
export function NextChance({ release }: { release: Release }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const { data } = useQuery(releasesQuery);
  const next = data && nextChance(data, release, serverClock.now());
  if (next === undefined) return null;
  return (
    <section className={classes(cards.card, cards.after)}>
      <h2 className={cards.strong}>{t("result.nextTitle")}</h2>
      <p>
        <Link to="/releases/$releaseId" params={{ releaseId: next.id }} className={classes(cards.link)}>
          {t("result.next", { title: next.title, at: formatDayTime(language, next.opensAt) })}
        </Link>
      </p>
      <ReminderButton release={next} />
    </section>
  );
}
