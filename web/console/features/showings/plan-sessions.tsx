import { useQuery } from "@tanstack/react-query";
import { Button, Flex, Select, Table } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { PlanDetail, PlannedSession } from "../../../shared/api-types/index.ts";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { inputOfPlanned } from "./planned.rules.ts";
import { everything, filmsQuery } from "./showings.queries.ts";

interface PlanSessionsProps {
  plan: PlanDetail;
  onEdit: (session: PlannedSession) => void;
}

/** The sessions of a plan; a film is chosen in the line itself, so that a month takes minutes. */
export function PlanSessions({ plan, onEdit }: PlanSessionsProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  return (
    <Table<PlannedSession>
      rowKey="id"
      size="small"
      pagination={false}
      scroll={{ x: 720 }}
      dataSource={plan.items}
      locale={{ emptyText: t("showings.planEmpty") }}
      columns={[
        {
          title: t("showings.field.time"),
          render: (_, one) => (
            <Flex gap={4} wrap>
              <span>{show.dayTime(one.startsAt)}</span>
              {one.holiday !== null && <ToneTag tone="waiting">{t(`showings.holiday.${one.holiday}`)}</ToneTag>}
              {one.holiday === null && one.nearHoliday && <ToneTag tone="plain">{t("showings.nearHoliday")}</ToneTag>}
              {one.clash !== null && (
                <ToneTag tone="bad">
                  {t("showings.clash", { title: one.clash.title, time: show.time(one.clash.startsAt) })}
                </ToneTag>
              )}
            </Flex>
          ),
        },
        {
          title: t("showings.field.film"),
          width: 240,
          render: (_, one) =>
            plan.can.edit ? <FilmChoice planId={plan.id} session={one} /> : (one.film?.title ?? t("showings.noFilm")),
        },
        {
          title: t("showings.field.opensAt"),
          render: (_, one) => (one.opensAt === null ? t("showings.byList") : show.dayTime(one.opensAt)),
        },
        { title: t("showings.field.hall"), render: (_, one) => one.hall.name },
        {
          title: t("showings.field.charter"),
          render: (_, one) => one.audienceName ?? "–",
        },
        ...(plan.can.edit
          ? [
              {
                title: t("common.actions"),
                render: (_: unknown, one: PlannedSession) => (
                  <Flex gap={8}>
                    <Button size="small" onClick={() => onEdit(one)}>
                      {t("showings.edit")}
                    </Button>
                    <Remove planId={plan.id} sessionId={one.id} />
                  </Flex>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function FilmChoice({ planId, session }: { planId: string; session: PlannedSession }) {
  const { t } = useTranslation("console");
  const films = useQuery(filmsQuery);
  const choose = useAct({
    run: (filmId: string) =>
      unwrap(
        api.PUT("/api/staff/activities/plans/{planId}/sessions/{sessionId}", {
          params: { path: { planId, sessionId: session.id } },
          body: { ...inputOfPlanned(session), filmId },
        }),
      ),
    touches: everything,
  });
  return (
    <Select
      aria-label={t("showings.filmOf", { time: session.startsAt })}
      style={{ width: "100%" }}
      showSearch={{ optionFilterProp: "label" }}
      value={session.film?.id ?? null}
      placeholder={t("showings.noFilm")}
      loading={choose.isPending}
      onChange={(filmId: string | null) => filmId !== null && choose.mutate(filmId)}
      options={(films.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title }))}
    />
  );
}

function Remove({ planId, sessionId }: { planId: string; sessionId: string }) {
  const { t } = useTranslation("console");
  const remove = useAct({
    run: () =>
      unwrap(
        api.DELETE("/api/staff/activities/plans/{planId}/sessions/{sessionId}", {
          params: { path: { planId, sessionId } },
        }),
      ),
    touches: everything,
  });
  return (
    <Button size="small" danger loading={remove.isPending} onClick={() => remove.mutate()}>
      {t("showings.remove")}
    </Button>
  );
}
