import { Alert, Button, Checkbox, Flex, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { CalendarYear } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { useAct } from "../../shared/use-act.ts";
import { CalendarDays } from "./calendar-days.tsx";

interface Values {
  source: string;
  provisional: boolean;
  text: string;
}

interface Props {
  year: number;
  known: CalendarYear | undefined;
  open: boolean;
  onClose: () => void;
}

/** One year's days: pasted as they were published, looked at, saved. */
export function EditCalendar({ year, known, open, onClose }: Props) {
  const { t } = useTranslation("console");
  const [form] = Form.useForm<Values>();
  const [days, setDays] = useState<CalendarYear["days"]>();
  const read = useAct({
    run: (text: string) => unwrap(api.POST("/api/calendar/years/read", { body: { year, text } })),
    touches: [],
    onDone: (found) => setDays(found.days),
  });
  const shown = days ?? known?.days ?? [];
  return (
    <FormDialog<Values, { movedClocks: number }>
      open={open}
      onClose={() => {
        setDays(undefined);
        onClose();
      }}
      form={form}
      title={t("settings.calendar.editTitle", { year: String(year) })}
      initialValues={{
        source: known?.source ?? t("settings.calendar.decreeOf", { year: String(year) }),
        provisional: known?.provisional ?? false,
        text: "",
      }}
      run={({ source, provisional }) =>
        unwrap(
          api.PUT("/api/calendar/years", {
            body: { year, source, provisional, days: [...shown], edition: known?.edition ?? 0 },
          }),
        )
      }
      done={t("settings.calendar.saved")}
      touches={[["settings", "calendar"]]}
    >
      <Form.Item name="text" label={t("settings.calendar.paste")} extra={t("settings.calendar.pasteHelp")}>
        <Input.TextArea rows={6} maxLength={20_000} />
      </Form.Item>
      <Flex vertical gap={12} style={{ marginBottom: 16 }}>
        <Button loading={read.isPending} onClick={() => read.mutate(form.getFieldValue("text") ?? "")}>
          {t("settings.calendar.read")}
        </Button>
        {days?.length === 0 && <Alert type="warning" showIcon title={t("settings.calendar.nothingRead")} />}
        {shown.length > 0 && <CalendarDays days={shown} />}
      </Flex>
      <Form.Item
        name="source"
        label={t("settings.calendar.source")}
        rules={[{ required: true, whitespace: true, message: t("settings.calendar.sourceNeeded") }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="provisional" valuePropName="checked" extra={t("settings.calendar.provisionalHelp")}>
        <Checkbox>{t("settings.calendar.isProvisional")}</Checkbox>
      </Form.Item>
    </FormDialog>
  );
}
