import { useQuery } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { PlanDetail, PlannedSession } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { FilmField } from "./film-field.tsx";
import { instantOfLocal, localOf } from "./planned.rules.ts";
import { everything, hallsQuery } from "./showings.queries.ts";

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
  session?: PlannedSession;
}

/** One session of a plan; with a union it is a charter, whose seats the union's list or its members take. */
export function PlannedForm({ open, onClose, plan, session }: PlannedFormProps) {
  const { t } = useTranslation("console");
  const places = useQuery({ ...hallsQuery, enabled: open });
  const halls =
    places.data?.items.flatMap((place) => place.halls.map((hall) => ({ ...hall, place: place.name }))) ?? [];
  const needed = [{ required: true, message: t("common.needed") }];
  const run = ({ startsAt, endsAt, opensAt, filmId, hallId, charterOf }: Values) => {
    const body = {
      ...{ startsAt: instantOfLocal(startsAt), endsAt: instantOfLocal(endsAt), hallId },
      ...{ opensAt: opensAt ? instantOfLocal(opensAt) : null, filmId: filmId ?? null, charterOf: charterOf ?? null },
    };
    return session === undefined
      ? unwrap(
          api.POST("/api/staff/activities/plans/{planId}/sessions", { params: { path: { planId: plan.id } }, body }),
        )
      : unwrap(
          api.PUT("/api/staff/activities/plans/{planId}/sessions/{sessionId}", {
            params: { path: { planId: plan.id, sessionId: session.id } },
            body,
          }),
        );
  };
  return (
    <FormDialog<Values, unknown>
      {...{ open, onClose, run, touches: everything }}
      title={t(session === undefined ? "showings.addSession" : "showings.editSession")}
      initialValues={
        session === undefined
          ? { hallId: plan.items[0]?.hall.id }
          : {
              ...{ startsAt: localOf(session.startsAt), endsAt: localOf(session.endsAt), hallId: session.hall.id },
              ...(session.opensAt === null ? {} : { opensAt: localOf(session.opensAt) }),
              ...{ filmId: session.film?.id, charterOf: session.audienceOrganisationId ?? undefined },
            }
      }
    >
      <Form.Item name="startsAt" label={t("showings.field.startsAt")} rules={needed}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item name="endsAt" label={t("showings.field.endsAt")} rules={needed}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item name="hallId" label={t("showings.field.hall")} rules={needed}>
        <Select options={halls.map((hall) => ({ value: hall.id, label: `${hall.place} ${hall.name}` }))} />
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
    </FormDialog>
  );
}
