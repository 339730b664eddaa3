import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { ChangePreview, StaffSessionDetail } from "../../../shared/api-types/index.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { codeText } from "../../../shared/i18n/problem-text.ts";
import { useAct } from "../../shared/use-act.ts";
import { FilmField } from "./film-field.tsx";
import { instantOfLocal, localOf } from "./planned.rules.ts";
import { everything, hallsQuery } from "./showings.queries.ts";

const kinds = ["film", "time", "hall", "reseated", "cancelled"] as const;

interface Values {
  kind: (typeof kinds)[number];
  filmId?: string;
  startsAt?: string;
  endsAt?: string;
  hallId?: string;
  reason: string;
}

function changeOf({ kind, filmId = "", startsAt = "", endsAt = "", hallId = "" }: Values) {
  if (kind === "film") return { kind, filmId };
  if (kind === "time") return { kind, startsAt: instantOfLocal(startsAt), endsAt: instantOfLocal(endsAt) };
  return kind === "hall" ? { kind, hallId } : { kind };
}

/** A change that people will feel: first whom it touches, then the reason, then it is done and exactly those are told. */
export function ChangeSession({ session }: { session: StaffSessionDetail }) {
  const { t } = useTranslation("console");
  const language = useLanguage();
  const [form] = Form.useForm<Values>();
  const kind = Form.useWatch("kind", form) ?? "film";
  const [open, setOpen] = useState(false);
  const [preview, setPreview] = useState<ChangePreview | undefined>();
  const path = { params: { path: { sessionId: session.id } } };
  const places = useQuery({ ...hallsQuery, enabled: open });
  const halls =
    places.data?.items.flatMap((place) => place.halls.map((hall) => ({ ...hall, place: place.name }))) ?? [];
  const look = useAct({
    run: (values: Values) =>
      unwrap(
        api.POST("/api/staff/activities/sessions/{sessionId}/changes/preview", {
          ...path,
          body: { change: changeOf(values) },
        }),
      ),
    touches: [],
    onDone: setPreview,
  });
  const make = useAct({
    run: (values: Values) =>
      unwrap(
        api.POST("/api/staff/activities/sessions/{sessionId}/changes", {
          ...path,
          body: { change: changeOf(values), reason: values.reason, touches: preview?.touches ?? 0 },
        }),
      ),
    done: t("showings.changed"),
    touches: everything,
    onDone: () => setOpen(false),
  });
  const needed = [{ required: true, message: t("common.needed") }];
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("showings.changeSession")}</Button>
      <Modal
        open={open}
        title={t("showings.changeSession")}
        okText={preview === undefined ? t("showings.lookFirst") : t("showings.doChange")}
        okButtonProps={{
          danger: preview !== undefined,
          loading: look.isPending || make.isPending,
          disabled: preview?.problem != null,
        }}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
        afterClose={() => setPreview(undefined)}
        destroyOnHidden
      >
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={{ kind: "film", startsAt: localOf(session.startsAt), endsAt: localOf(session.endsAt) }}
          onValuesChange={(changed) => "reason" in changed || setPreview(undefined)}
          onFinish={(values) => (preview === undefined ? look.mutate(values) : make.mutate(values))}
        >
          <Form.Item name="kind" label={t("showings.changeKind")}>
            <Select options={kinds.map((value) => ({ value, label: t(`showings.change.${value}`) }))} />
          </Form.Item>
          {kind === "film" && (
            <Form.Item name="filmId" label={t("showings.field.film")} rules={needed}>
              <FilmField organisationId={session.organisationId} />
            </Form.Item>
          )}
          {kind === "time" && (
            <>
              <Form.Item name="startsAt" label={t("showings.field.startsAt")} rules={needed}>
                <Input type="datetime-local" />
              </Form.Item>
              <Form.Item name="endsAt" label={t("showings.field.endsAt")} rules={needed}>
                <Input type="datetime-local" />
              </Form.Item>
            </>
          )}
          {kind === "hall" && (
            <Form.Item name="hallId" label={t("showings.field.hall")} rules={needed}>
              <Select options={halls.map((hall) => ({ value: hall.id, label: `${hall.place} ${hall.name}` }))} />
            </Form.Item>
          )}
          {preview !== undefined && (
            <Form.Item name="reason" label={t("common.reason")} rules={needed} extra={t("showings.reasonIsTold")}>
              <Input.TextArea rows={2} maxLength={300} />
            </Form.Item>
          )}
        </Form>
        {preview !== undefined && (
          <Alert
            type={preview.problem === null ? "warning" : "error"}
            showIcon
            title={
              preview.problem === null
                ? t(preview.moved > 0 ? "showings.touchesMoved" : "showings.touches", {
                    ...{ tickets: preview.touches, waiting: preview.waiting, moved: preview.moved },
                  })
                : codeText(language, preview.problem, preview.params)
            }
          />
        )}
      </Modal>
    </>
  );
}
