import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Alert, Card, Empty, Flex, Statistic } from "antd";
import { useTranslation } from "react-i18next";
import type { CharterDetail } from "../../../shared/api-types/index.ts";
import { SeatMap } from "../../../shared/seat-map/seat-map.tsx";
import { ImportLink } from "../../shared/import-link.tsx";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useShow } from "../../shared/use-show.ts";
import { SessionTag } from "./session-tag.tsx";
import styles from "./showings.module.css";
import { charterQuery } from "./showings.queries.ts";

/** One house that a union has: its seats, who comes, and the way in for its list. */
export function CharterPage() {
  const { t } = useTranslation("console");
  const show = useShow();
  const { sessionId } = useParams({ from: "/inside/charters/$sessionId" });
  const charter = useQuery({ ...charterQuery(sessionId), refetchInterval: 15_000 });
  const one = charter.data;
  return (
    <Page
      title={one === undefined ? t("showings.charters.one") : one.title}
      about={
        one && (
          <>
            {show.dayTime(one.startsAt)} · {one.hall.place} {one.hall.name} <SessionTag session={one} />
          </>
        )
      }
      back={<Link to="/charters">{t("showings.charters.title")}</Link>}
    >
      <QueryView query={charter}>
        {(found) => (
          <div className={styles.columns}>
            <List charter={found} />
            <Card title={t("showings.seats")}>
              <SeatMap
                label={t("showings.seatsOf", { title: found.title })}
                seats={found.seats.map(({ state, ...seat }) => ({
                  ...{ ...seat, state: state === "entered" ? ("mine" as const) : state },
                }))}
              />
              <p>{t("showings.seatsLegend")}</p>
            </Card>
            <Guests guests={found.guests} />
          </div>
        )}
      </QueryView>
    </Page>
  );
}

/** How many seats there are, and how to say who comes. */
function List({ charter }: { charter: CharterDetail }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { id, title, state, reason, counts, listUntil, can } = charter;
  const figures = { seats: counts.seats, given: counts.holders, free: counts.seats - counts.holders };
  return (
    <Card title={t("showings.charters.list")}>
      <Flex gap={24} wrap>
        {(["seats", "given", "free"] as const).map((figure) => (
          <Statistic key={figure} title={t(`showings.charters.count.${figure}`)} value={figures[figure]} />
        ))}
        <Statistic title={t("showings.count.entered")} value={counts.entered} />
      </Flex>
      {state === "cancelled" && (
        <Alert type="warning" showIcon title={t("showings.charters.cancelled", { reason: reason ?? "" })} />
      )}
      {can.list && <p>{t("showings.charters.hint")}</p>}
      {can.list && listUntil !== null && <p>{t("showings.charters.afterwards", { until: show.dayTime(listUntil) })}</p>}
      {can.list && <ImportLink kind="charter_list" subject={{ id, title }} size="large" />}
      {state === "scheduled" && !can.list && <p>{t("showings.charters.noList")}</p>}
    </Card>
  );
}

/** Who has a seat, seat by seat: at hand when somebody asks. */
function Guests({ guests }: Pick<CharterDetail, "guests">) {
  const { t } = useTranslation("console");
  const show = useShow();
  return (
    <Card title={t("showings.charters.guests", { people: show.number(guests.length) })}>
      {guests.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("showings.charters.noGuests")} />
      )}
      <ul className={styles.plain}>
        {guests.map(({ claimId, name, phoneMasked, seat, listed, enteredAt }) => (
          <li key={claimId} className={styles.row}>
            <span>
              {seat ?? ""} · {name} {phoneMasked}
            </span>
            {enteredAt === null ? (
              <ToneTag tone="plain">{t(`showings.charters.${listed ? "listed" : "taken"}`)}</ToneTag>
            ) : (
              <ToneTag tone="done">{t("showings.charters.enteredAt", { at: show.dayTime(enteredAt) })}</ToneTag>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
