import { Form, Input, InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Film } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { PictureField } from "../../shared/picture-field.tsx";
import { everything } from "./showings.queries.ts";

interface Values {
  title: string;
  minutes: number | null;
  language: string;
  about: string;
  posterFileId: string | null;
}

interface FilmFormProps {
  film: Film;
  organisationId: string;
  onClose: () => void;
}

/** What members read of a film before they come, and its poster. */
export function FilmForm({ film, organisationId, onClose }: FilmFormProps) {
  const { t } = useTranslation("console");
  const { id: filmId, title, minutes, language, about, posterFileId } = film;
  return (
    <FormDialog<Values, Film>
      open
      onClose={onClose}
      title={t("showings.editFilm")}
      initialValues={{ title, minutes, language, about, posterFileId }}
      run={(body) => unwrap(api.PATCH("/api/staff/activities/films/{filmId}", { params: { path: { filmId } }, body }))}
      done={t("showings.saved")}
      touches={everything}
    >
      <Form.Item
        name="title"
        label={t("showings.field.film")}
        rules={[{ required: true, whitespace: true, message: t("common.needed") }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="posterFileId" label={t("showings.field.poster")} extra={t("showings.field.posterHint")}>
        <PictureField
          purpose="activities.poster"
          organisationId={organisationId}
          alt={t("showings.posterOf", { title })}
          shape="tall"
        />
      </Form.Item>
      <Form.Item name="minutes" label={t("showings.field.minutes")}>
        <InputNumber min={1} max={600} />
      </Form.Item>
      <Form.Item name="language" label={t("showings.field.language")}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="about" label={t("showings.field.about")}>
        <Input.TextArea rows={4} maxLength={2000} />
      </Form.Item>
    </FormDialog>
  );
}
