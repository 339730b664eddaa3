import { Alert, Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { ChangePreview } from "../../../shared/api-types/index.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { codeText } from "../../../shared/i18n/problem-text.ts";
import { changeKinds } from "./change-session.rules.ts";
import { FilmField } from "./film-field.tsx";
import { useHallOptions } from "./use-hall-options.ts";

/** What is to become of a session; the reason is asked when it is clear whom it touches. */
export function ChangeFields({ organisationId, asksReason }: { organisationId: string; asksReason: boolean }) {
  const { t } = useTranslation("console");
  const kind = Form.useWatch("kind") ?? "film";
  const halls = useHallOptions(kind === "hall");
  const needed = [{ required: true, message: t("common.needed") }];
  return (
    <>
      <Form.Item name="kind" label={t("showings.changeKind")}>
        <Select options={changeKinds.map((value) => ({ value, label: t(`showings.change.${value}`) }))} />
      </Form.Item>
      {kind === "film" && (
        <Form.Item name="filmId" label={t("showings.field.film")} rules={needed}>
          <FilmField organisationId={organisationId} />
        </Form.Item>
      )}
      {kind === "time" &&
        (["startsAt", "endsAt"] as const).map((name) => (
          <Form.Item key={name} name={name} label={t(`showings.field.${name}`)} rules={needed}>
            <Input type="datetime-local" />
          </Form.Item>
        ))}
      {kind === "hall" && (
        <Form.Item name="hallId" label={t("showings.field.hall")} rules={needed}>
          <Select options={halls} />
        </Form.Item>
      )}
      {asksReason && (
        <Form.Item name="reason" label={t("common.reason")} rules={needed} extra={t("showings.reasonIsTold")}>
          <Input.TextArea rows={2} maxLength={300} />
        </Form.Item>
      )}
    </>
  );
}

/** Whom a change touches, or what stands against it. */
export function Touched({ preview: { problem, params, touches, waiting, moved } }: { preview: ChangePreview }) {
  const { t } = useTranslation("console");
  const language = useLanguage();
  if (problem !== null) return <Alert type="error" showIcon title={codeText(language, problem, params)} />;
  const text = moved > 0 ? "showings.touchesMoved" : "showings.touches";
  return <Alert type="warning" showIcon title={t(text, { tickets: touches, waiting, moved })} />;
}
