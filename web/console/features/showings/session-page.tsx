import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Alert, Button, Card, Flex, Statistic } from "antd";
import { useTranslation } from "react-i18next";
import type { StaffSessionDetail } from "../../../shared/api-types/index.ts";
import { SeatMap } from "../../../shared/seat-map/seat-map.tsx";
import { ImportLink } from "../../shared/import-link.tsx";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import { Absences } from "./absences.tsx";
import { ChangeSession } from "./change-session.tsx";
import { Doors } from "./doors.tsx";
import { SessionTag } from "./session-tag.tsx";
import styles from "./showings.module.css";
import { sessionQuery, sessionSeatsQuery } from "./showings.queries.ts";

/** One session while it fills, at its door, and afterwards. */
export function SessionPage() {
  const { t } = useTranslation("console");
  const show = useShow();
  const { sessionId } = useParams({ from: "/inside/showings/$sessionId" });
  const session = useQuery({ ...sessionQuery(sessionId), refetchInterval: 10_000 });
  const one = session.data;
  return (
    <Page
      title={one === undefined ? t("showings.session") : one.title}
      about={
        one && (
          <>
            {show.dayTime(one.startsAt)} · {one.hall.place} {one.hall.name} <SessionTag session={one} />
          </>
        )
      }
      back={<Link to="/showings">{t("showings.title")}</Link>}
      actions={
        <>
          {one?.can.share && (
            <Link to="/share/$kind/$id" params={{ kind: "showings", id: sessionId }}>
              <Button tabIndex={-1}>{t("share.title")}</Button>
            </Link>
          )}
          {one?.can.change && <ChangeSession session={one} />}
        </>
      }
    >
      <QueryView query={session}>{(found) => <Details session={found} />}</QueryView>
    </Page>
  );
}

function Details({ session }: { session: StaffSessionDetail }) {
  const { t } = useTranslation("console");
  const { counts, seatMapVersion, hallSeatMapVersion } = session;
  const versions = { own: seatMapVersion ?? 0, hall: hallSeatMapVersion ?? 0 };
  const isBehind = session.state === "scheduled" && versions.hall > versions.own;
  return (
    <div className={styles.columns}>
      {isBehind && <Alert type="warning" showIcon title={t("showings.mapChanged", versions)} />}
      <Card title={t("showings.live")}>
        <Flex gap={24} wrap>
          {(["holders", "entered", "returned", "going", "notGoing", "missed", "awarded"] as const).map((figure) => (
            <Statistic key={figure} title={t(`showings.count.${figure}`)} value={counts[figure]} />
          ))}
          <Statistic title={t("showings.count.seats")} value={counts.seats} />
        </Flex>
        {session.releaseId !== null && (
          <p>
            <Link className={styles.reach} to="/releases/$releaseId" params={{ releaseId: session.releaseId }}>
              {t("showings.toRelease")}
            </Link>
          </p>
        )}
      </Card>
      {session.can.door && <Doors sessionId={session.id} />}
      <Seats session={session} />
      {session.can.award && (
        <Card title={t("showings.award")}>
          <p>{t("showings.awardHint")}</p>
          {session.audience === "charter" && <OfCharter session={session} />}
          <ImportLink kind="door_list" subject={{ id: session.id, title: session.title }} />
        </Card>
      )}
      {session.state === "over" && <Absences sessionId={session.id} />}
      {session.changes.length > 0 && <Changes session={session} />}
    </div>
  );
}

/** Whose the whole house is, and the page on which that union hands in who comes. */
function OfCharter({ session }: { session: StaffSessionDetail }) {
  const { t } = useTranslation("console");
  return (
    <p>
      {t("showings.charters.ofCinema", { union: session.audienceName ?? "" })}{" "}
      <Link className={styles.reach} to="/charters/$sessionId" params={{ sessionId: session.id }}>
        {t("showings.charters.see")}
      </Link>
    </p>
  );
}

function Seats({ session }: { session: StaffSessionDetail }) {
  const { t } = useTranslation("console");
  const seats = useQuery({ ...sessionSeatsQuery(session.id), refetchInterval: 10_000 });
  return (
    <Card title={t("showings.seats")}>
      <QueryView query={seats}>
        {({ seats: items }) => (
          <SeatMap
            label={t("showings.seatsOf", { title: session.title })}
            seats={items.map(({ label, row, col, kind, state }) => ({
              ...{ label, row, col, kind, state: state === "entered" ? "mine" : state },
            }))}
          />
        )}
      </QueryView>
      <p>{t("showings.seatsLegend")}</p>
    </Card>
  );
}

function Changes({ session }: { session: StaffSessionDetail }) {
  const { t } = useTranslation("console");
  const show = useShow();
  return (
    <Card title={t("showings.changes")}>
      <ul className={styles.plain}>
        {session.changes.map((change) => (
          <li key={change.id}>
            {show.dayTime(change.madeAt)} · {t(`showings.change.${change.kind}`)} · {change.reason} ·{" "}
            {t("showings.told", { tickets: show.number(change.touched), waiting: show.number(change.waiting) })}
          </li>
        ))}
      </ul>
    </Card>
  );
}
