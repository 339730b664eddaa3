import { Link } from "@tanstack/react-router";
import { Button, Card, Flex, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Hall, Place } from "../../../shared/api-types/index.ts";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useShow } from "../../shared/use-show.ts";
import { AddHall } from "./hall-forms.tsx";
import { EditPlace } from "./place-forms.tsx";

/** A place with its halls. */
export function PlaceCard({ place }: { place: Place }) {
  const { t } = useTranslation("console");
  const [open, setOpen] = useState<"edit" | "hall">();
  const { name, kind, address, contactPhone, organisation, state, halls, can } = place;
  const close = () => setOpen(undefined);
  return (
    <Card
      title={
        <>
          <h2 style={{ display: "inline", margin: 0, fontSize: "inherit" }}>{name}</h2>{" "}
          <ToneTag tone="plain">{t(`places.kind.${kind}`)}</ToneTag>{" "}
          {state === "closed" && <ToneTag tone="bad">{t("places.closed")}</ToneTag>}
        </>
      }
      extra={
        can.manage && (
          <Flex gap={8} wrap>
            <Button size="small" onClick={() => setOpen("edit")} aria-label={t("places.editOne", { name })}>
              {t("places.edit")}
            </Button>
            <Button size="small" onClick={() => setOpen("hall")} aria-label={t("places.addHallTo", { name })}>
              {t("places.addHall")}
            </Button>
          </Flex>
        )
      }
    >
      <p style={{ marginTop: 0 }}>{[organisation, address, contactPhone].filter(Boolean).join(" · ")}</p>
      {halls.length === 0 ? t("places.noHalls") : <Halls halls={halls} />}
      <EditPlace place={place} open={open === "edit"} onClose={close} />
      <AddHall place={place} open={open === "hall"} onClose={close} />
    </Card>
  );
}

function Halls({ halls }: { halls: Hall[] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  return (
    <Table<Hall>
      rowKey="id"
      size="small"
      pagination={false}
      scroll={{ x: 520 }}
      dataSource={halls}
      columns={[
        {
          title: t("places.hall"),
          key: "name",
          render: (_, { id, name, bookable }) => (
            <>
              <Link to="/places/halls/$hallId" params={{ hallId: id }}>
                {name}
              </Link>{" "}
              {!bookable && <ToneTag tone="bad">{t("places.closed")}</ToneTag>}
            </>
          ),
        },
        {
          title: t("places.seats"),
          key: "seats",
          width: 120,
          align: "right",
          render: (_, { seatMap }) => (seatMap === null ? t("places.notDrawn") : show.number(seatMap.seats)),
        },
        {
          title: t("places.turnaround"),
          key: "turnaround",
          width: 140,
          align: "right",
          render: (_, { turnaroundMinutes }) => t("places.minutes", { minutes: turnaroundMinutes }),
        },
        {
          title: t("common.actions"),
          key: "links",
          width: 200,
          render: (_, { id, name }) => (
            <Flex gap={16}>
              <Link to="/places/halls/$hallId" params={{ hallId: id }} aria-label={t("places.calendarOf", { name })}>
                {t("places.calendar")}
              </Link>
              <Link
                to="/places/halls/$hallId"
                params={{ hallId: id }}
                search={{ tab: "seats" }}
                aria-label={t("places.seatMapOf", { name })}
              >
                {t("places.seatMap")}
              </Link>
            </Flex>
          ),
        },
      ]}
    />
  );
}
