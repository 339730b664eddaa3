import { DatePicker, Flex } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { serverClock } from "../../shared/clock.ts";

interface DayRangeProps {
  from: string;
  to: string;
  onChange: (days: { from: string; to: string }) => void;
}

const text = (day: Dayjs) => day.format("YYYY-MM-DD");

/** Two days, none of them ahead, the first never after the last. */
export function DayRange({ from, to, onChange }: DayRangeProps) {
  const { t } = useTranslation("console");
  const today = dayjs(serverClock.now());
  return (
    <Flex gap={8} wrap align="center" style={{ marginBottom: 16 }}>
      <DatePicker
        aria-label={t("common.fromDay")}
        allowClear={false}
        maxDate={dayjs(to)}
        value={dayjs(from)}
        onChange={(day) => day && onChange({ from: text(day), to })}
      />
      <span aria-hidden>–</span>
      <DatePicker
        aria-label={t("common.toDay")}
        allowClear={false}
        minDate={dayjs(from)}
        maxDate={today}
        value={dayjs(to)}
        onChange={(day) => day && onChange({ from, to: text(day) })}
      />
    </Flex>
  );
}
