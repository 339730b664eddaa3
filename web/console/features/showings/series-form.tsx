import { Form, Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Series } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useHomeOrganisationId } from "../../shared/organisations.ts";
import { freshSlot, inputOf, type SeriesValues, valuesOf } from "./series-form.rules.ts";
import { everything } from "./showings.queries.ts";
import { SlotsField, WeekdaysField } from "./slots-field.tsx";
import { useHallOptions } from "./use-hall-options.ts";

const fresh = {
  slots: [{ ...freshSlot, days: ["WE", "FR"] as SeriesValues["roundDays"] }],
  ...{ roundDays: ["MO", "TH"] as SeriesValues["roundDays"], roundTime: "12:00", mode: "grab" as const },
  ...{ seatsPerSession: 1, seatsPerWeek: null, giveBackMinutes: 120 },
  ...{ shiftPercent: 0, shiftSpillHours: 24, awardPercent: 0 },
};

interface SeriesFormProps {
  open: boolean;
  onClose: () => void;
  series?: Series;
}

/** A programme that repeats: when, where, when its seats open, and the limits. */
export function SeriesForm({ open, onClose, series }: SeriesFormProps) {
  const { t } = useTranslation("console");
  const home = useHomeOrganisationId();
  const halls = useHallOptions(open);
  const needed = [{ required: true, message: t("common.needed") }];
  const run = ({ organisationId, ...values }: SeriesValues) =>
    series === undefined
      ? unwrap(
          api.POST("/api/staff/activities/series", {
            body: { ...inputOf(values), organisationId: organisationId ?? home ?? "" },
          }),
        )
      : unwrap(
          api.PATCH("/api/staff/activities/series/{seriesId}", {
            params: { path: { seriesId: series.id } },
            body: inputOf(values, series),
          }),
        );
  return (
    <FormDialog<SeriesValues, unknown>
      {...{ open, onClose, run, touches: everything, done: t("showings.saved") }}
      title={t(series === undefined ? "showings.addSeries" : "showings.editSeries")}
      initialValues={series === undefined ? { ...fresh, organisationId: home } : valuesOf(series)}
    >
      <Form.Item name="title" label={t("showings.field.title")} rules={needed}>
        <Input maxLength={60} />
      </Form.Item>
      {series === undefined && (
        <Form.Item name="organisationId" label={t("showings.field.organisation")} rules={needed}>
          <OrganisationSelect />
        </Form.Item>
      )}
      <Form.Item name="hallId" label={t("showings.field.hall")} rules={needed}>
        <Select options={halls} />
      </Form.Item>
      <SlotsField />
      <RoundFields />
      <LimitFields />
    </FormDialog>
  );
}

/** When and how its seats are given out. */
function RoundFields() {
  const { t } = useTranslation("console");
  const needed = [{ required: true, message: t("common.needed") }];
  return (
    <>
      <WeekdaysField name="roundDays" label={t("showings.field.roundDays")} />
      <Form.Item name="roundTime" label={t("showings.field.roundTime")} rules={needed}>
        <Input type="time" />
      </Form.Item>
      <Form.Item name="mode" label={t("showings.field.mode")}>
        <Select
          options={(["grab", "draw", "first_come"] as const).map((value) => ({
            value,
            label: t(`showings.mode.${value}`),
          }))}
        />
      </Form.Item>
    </>
  );
}

/** How many one member may have, until when seats come back, and what is kept for whom. */
function LimitFields() {
  const { t } = useTranslation("console");
  return (
    <>
      <Count name="seatsPerSession" max={20} />
      <Form.Item name="seatsPerWeek" label={t("showings.field.seatsPerWeek")}>
        <InputNumber min={1} max={50} />
      </Form.Item>
      <Count name="giveBackMinutes" max={10080} />
      <Form.Item name="shiftTag" label={t("showings.field.shiftTag")} extra={t("showings.field.shiftTagHint")}>
        <Input maxLength={40} />
      </Form.Item>
      <Count name="shiftPercent" max={90} />
      <Form.Item name="shiftTime" label={t("showings.field.shiftTime")} extra={t("showings.field.shiftTimeHint")}>
        <Input type="time" />
      </Form.Item>
      <Count name="shiftSpillHours" max={336} />
      <Count name="awardPercent" max={90} />
    </>
  );
}

function Count({
  name,
  max,
}: {
  name: "seatsPerSession" | "giveBackMinutes" | "shiftPercent" | "shiftSpillHours" | "awardPercent";
  max: number;
}) {
  const { t } = useTranslation("console");
  return (
    <Form.Item
      name={name}
      label={t(`showings.field.${name}`)}
      rules={[{ required: true, message: t("common.needed") }]}
    >
      <InputNumber min={0} max={max} />
    </Form.Item>
  );
}
