import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { SessionFacts } from "../../features/showings/session-facts.tsx";
import { ShowingActs } from "../../features/showings/showing-acts.tsx";
import { showingQuery } from "../../features/showings/showings.query.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Waiting } from "../../ui/waiting.tsx";

/** One showing, as a link in a chat or on a poster leads to it. */
export function ShowingPage() {
  const { t } = useTranslation("member");
  const { sessionId } = useParams({ from: "/member/showings/$sessionId" });
  const { data, isPending, isError, error, refetch } = useQuery(showingQuery(sessionId));
  return (
    <Page title={data?.title ?? t("showings.title")} up="/showings">
      {isError && !data && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Waiting blocks={2} />}
      {data && <SessionFacts session={data} />}
      {data && <ShowingActs showing={data} />}
      <Link to="/showings" className={classes(cards.link)}>
        {t("showings.others")}
      </Link>
    </Page>
  );
}
