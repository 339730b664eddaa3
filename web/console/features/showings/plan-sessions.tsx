import { useQuery } from "@tanstack/react-query";
import { Button, Flex, Select, Table, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { PlanDetail, PlannedSession } from "../../../shared/api-types/index.ts";
import { DayMarkTag } from "../../shared/day-mark.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { inputOfPlanned } from "./planned.rules.ts";
import { RemovePlanned } from "./remove-planned.tsx";
import { everything, filmsQuery } from "./showings.queries.ts";

interface PlanSessionsProps {
  plan: PlanDetail;
  onEdit: (session: PlannedSession) => void;
}

/** The sessions of a plan; a film is chosen in the line itself, so that a month takes minutes. */
export function PlanSessions({ plan, onEdit }: PlanSessionsProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const edits = plan.can.edit;
  const columns: TableColumnsType<PlannedSession> = [
    { title: t("showings.field.time"), render: (_, one) => <When session={one} /> },
    {
      title: t("showings.field.film"),
      width: 240,
      render: (_, one) =>
        edits ? <FilmChoice planId={plan.id} session={one} /> : (one.film?.title ?? t("showings.noFilmYet")),
    },
    {
      title: t("showings.field.opensAt"),
      render: (_, one) => (one.opensAt === null ? t("showings.byList") : show.dayTime(one.opensAt)),
    },
    { title: t("showings.field.hall"), render: (_, one) => one.hall.name },
    { title: t("showings.field.charter"), render: (_, one) => one.audienceName ?? "–" },
  ];
  const acts = (_: unknown, one: PlannedSession) => (
    <Flex gap={8}>
      <Button onClick={() => onEdit(one)}>{t("showings.edit")}</Button>
      <RemovePlanned planId={plan.id} session={one} />
    </Flex>
  );
  return (
    <Table<PlannedSession>
      rowKey="id"
      size="small"
      pagination={false}
      scroll={{ x: 720 }}
      dataSource={plan.items}
      locale={{ emptyText: t("showings.planEmpty") }}
      columns={edits ? [...columns, { title: t("common.actions"), render: acts }] : columns}
    />
  );
}

/** When it is, and what speaks for looking at it again. */
function When({ session: { startsAt, mark, clash } }: { session: PlannedSession }) {
  const { t } = useTranslation("console");
  const show = useShow();
  return (
    <Flex gap={4} wrap>
      <span>{show.dayTime(startsAt)}</span>
      {mark !== null && <DayMarkTag mark={mark} />}
      {clash !== null && (
        <ToneTag tone="bad">
          {t("showings.clash", { title: clash.title || t("showings.otherUse"), time: show.time(clash.startsAt) })}
        </ToneTag>
      )}
    </Flex>
  );
}

function FilmChoice({ planId, session }: { planId: string; session: PlannedSession }) {
  const { t } = useTranslation("console");
  const show = useShow();
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
      aria-label={t("showings.filmOf", { time: show.dayTime(session.startsAt) })}
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
