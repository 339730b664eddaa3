import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { PlanDetail, PlannedSession } from "../../../shared/api-types/index.ts";
import { fieldOf, instantOf } from "../../shared/days.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { FilmField } from "./film-field.tsx";
import { RemovePlanned } from "./remove-planned.tsx";
import { everything } from "./showings.queries.ts";
import { useHallOptions } from "./use-hall-options.ts";

interface Values {
  startsAt: string;
  endsAt: string;
  opensAt?: string;
  filmId?: string;
  hallId: string;
  charterOf?: string;
}

interface PlannedFormProps {
  open: boolean;
  onClose: () => void;
  plan: PlanDetail;
  /** The session that is changed; without it one is added, on `day` if one was chosen. */
  session?: PlannedSession;
  day?: string;
}

/** One session of a plan; with a union it is a charter, whose seats the union's list or its members take. */
export function PlannedForm({ open, onClose, plan, session, day }: PlannedFormProps) {
  const { t } = useTranslation("console");
  const halls = useHallOptions(open);
  const needed = [{ required: true, message: t("common.needed") }];
  return (
    <FormDialog<Values, unknown>
      {...{ open, onClose, touches: everything }}
      run={(values) => save(plan, session, values)}
      title={t(session === undefined ? "showings.addSession" : "showings.editSession")}
      initialValues={session === undefined ? freshOn(plan, day) : valuesOf(session)}
    >
      <Form.Item name="startsAt" label={t("showings.field.startsAt")} rules={needed}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item name="endsAt" label={t("showings.field.endsAt")} rules={needed}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item name="hallId" label={t("showings.field.hall")} rules={needed}>
        <Select options={halls} />
      </Form.Item>
      <Form.Item name="filmId" label={t("showings.field.film")}>
        <FilmField organisationId={plan.organisationId} />
      </Form.Item>
      <Form.Item name="charterOf" label={t("showings.field.charter")} extra={t("showings.field.charterHint")}>
        <OrganisationSelect allowClear />
      </Form.Item>
      <Form.Item name="opensAt" label={t("showings.field.opensAt")} extra={t("showings.field.opensAtHint")}>
        <Input type="datetime-local" />
      </Form.Item>
      {session !== undefined && <RemovePlanned planId={plan.id} session={session} onDone={onClose} />}
    </FormDialog>
  );
}

function save(plan: PlanDetail, session: PlannedSession | undefined, values: Values) {
  const { startsAt, endsAt, opensAt, filmId, hallId, charterOf } = values;
  const input = {
    ...{ startsAt: instantOf(startsAt), endsAt: instantOf(endsAt), hallId },
    ...{ opensAt: opensAt ? instantOf(opensAt) : null, filmId: filmId ?? null, charterOf: charterOf ?? null },
  };
  const planId = plan.id;
  if (session === undefined)
    return unwrap(
      api.POST("/api/staff/activities/plans/{planId}/sessions", { params: { path: { planId } }, body: input }),
    );
  return unwrap(
    api.PUT("/api/staff/activities/plans/{planId}/sessions/{sessionId}", {
      params: { path: { planId, sessionId: session.id } },
      body: { ...input, edition: session.edition },
    }),
  );
}

const valuesOf = ({ startsAt, endsAt, opensAt, hall, film, audienceOrganisationId }: PlannedSession) => ({
  ...{ startsAt: fieldOf(startsAt), endsAt: fieldOf(endsAt), hallId: hall.id },
  ...(opensAt === null ? {} : { opensAt: fieldOf(opensAt) }),
  ...{ filmId: film?.id, charterOf: audienceOrganisationId ?? undefined },
});

/** A new session is like the first of the plan, on the day that was chosen. */
function freshOn({ items: [like] }: PlanDetail, day: string | undefined) {
  if (like === undefined) return day === undefined ? {} : { startsAt: `${day}T18:30`, endsAt: `${day}T20:30` };
  if (day === undefined) return { hallId: like.hall.id };
  const startsAt = `${day}${fieldOf(like.startsAt).slice(10)}`;
  const length = Date.parse(like.endsAt) - Date.parse(like.startsAt);
  const endsAt = fieldOf(new Date(Date.parse(instantOf(startsAt)) + length).toISOString());
  return { startsAt, endsAt, hallId: like.hall.id };
}
