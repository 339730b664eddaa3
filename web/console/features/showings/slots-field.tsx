import { Button, Checkbox, Flex, Form, Input, InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { freshSlot, weekdays } from "./series-form.rules.ts";
import styles from "./slots-field.module.css";

const mostSlots = 14;

/** When a programme is on: as many times as it has, each on its own days. */
export function SlotsField() {
  const { t } = useTranslation("console");
  const needed = [{ required: true, message: t("common.needed") }];
  return (
    <Form.List name="slots">
      {(slots, { add, remove }) => (
        <fieldset className={styles.slots}>
          <legend>{t("showings.field.slots")}</legend>
          {slots.map(({ key, name }, index) => (
            <div key={key} className={styles.slot}>
              <strong>{t("showings.slot", { number: index + 1 })}</strong>
              <WeekdaysField name={[name, "days"]} label={t("showings.field.days")} />
              <Flex gap={12} wrap align="end">
                <Form.Item name={[name, "time"]} label={t("showings.field.startsAt")} rules={needed}>
                  <Input type="time" />
                </Form.Item>
                <Form.Item name={[name, "minutes"]} label={t("showings.field.minutes")} rules={needed}>
                  <InputNumber min={15} max={600} />
                </Form.Item>
                {slots.length > 1 && (
                  <Form.Item>
                    <Button aria-label={t("showings.removeSlot", { number: index + 1 })} onClick={() => remove(name)}>
                      {t("showings.remove")}
                    </Button>
                  </Form.Item>
                )}
              </Flex>
            </div>
          ))}
          {slots.length < mostSlots && <Button onClick={() => add(freshSlot)}>{t("showings.addSlot")}</Button>}
        </fieldset>
      )}
    </Form.List>
  );
}

interface WeekdaysFieldProps {
  name: string | (string | number)[];
  label: string;
}

/** Days of the week, one at least. */
export function WeekdaysField({ name, label }: WeekdaysFieldProps) {
  const { t } = useTranslation("console");
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t("common.needed") }]}>
      <Checkbox.Group options={weekdays.map((value) => ({ value, label: t(`showings.weekday.${value}`) }))} />
    </Form.Item>
  );
}
