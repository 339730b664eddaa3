import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Empty, Flex, Select } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { summaryOf } from "../../../../wire/seat-map/index.ts";
import type { HallDetail } from "../../../shared/api-types/index.ts";
import { SeatLegend } from "../../../shared/seat-map/seat-legend.tsx";
import { SeatMap } from "../../../shared/seat-map/seat-map.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import styles from "./places.module.css";
import { seatMapQuery, seatMapsQuery } from "./places.queries.ts";

/** The drawing of a hall, version by version. */
export function SeatMapVersions({ hall }: { hall: HallDetail }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const versions = useQuery(seatMapsQuery(hall.id));
  const [chosen, setChosen] = useState<string>();
  const shown = chosen ?? hall.seatMap?.id;
  const draw = hall.can.manage && (
    <Link to="/places/halls/$hallId/seats" params={{ hallId: hall.id }}>
      <Button type="primary" tabIndex={-1}>
        {hall.seatMap === null ? t("places.draw") : t("places.redraw")}
      </Button>
    </Link>
  );
  if (shown === undefined)
    return (
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("places.noMap")}>
        {draw}
      </Empty>
    );
  return (
    <QueryView query={versions}>
      {({ items }) => (
        <>
          <Flex gap={12} wrap align="center" style={{ marginBottom: 12 }}>
            <Select
              aria-label={t("places.version")}
              value={shown}
              onChange={setChosen}
              style={{ minWidth: 280 }}
              options={items.map(({ id, version, madeAt, futureBookings }) => ({
                value: id,
                label: [
                  t("places.versionOf", { version, day: show.date(madeAt) }),
                  ...(futureBookings > 0 ? [t("places.usedBy", { count: futureBookings })] : []),
                ].join(" · "),
              }))}
            />
            {draw}
          </Flex>
          <OneVersion id={shown} name={hall.name} />
        </>
      )}
    </QueryView>
  );
}

function OneVersion({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation("console");
  const map = useQuery(seatMapQuery(id));
  const seats = useMemo(() => map.data?.seats.map((seat) => ({ ...seat, state: "free" as const })) ?? [], [map.data]);
  const { usable, wheelchair, blocked, rows } = summaryOf(seats);
  return (
    <QueryView query={map}>
      {() => (
        <>
          <p>{t("places.summary", { usable, wheelchair, blocked, rows })}</p>
          <SeatLegend looks={["free", "blocked"]} wheelchair={wheelchair > 0} />
          <div className={styles.map}>
            <SeatMap seats={seats} label={t("places.seatMapOf", { name })} />
          </div>
        </>
      )}
    </QueryView>
  );
}
