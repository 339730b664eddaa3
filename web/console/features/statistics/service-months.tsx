import { Card } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type ServiceUnit, serviceKindList, serviceKinds } from "../../../../wire/service-kinds.ts";
import { palette } from "../../../shared/tokens.ts";
import { Bars } from "../../shared/bars.tsx";
import type { ServiceSums } from "./service-sums.ts";

const colours = {
  ...{ voucher: palette.red, activity: palette.gold, joining: palette.done },
  ...{ transfer: palette.waiting, correction: palette.field },
} as const;

/** What was served in each month of all that counts alike: visits never stand upon cases. */
export function ServiceMonths({ months, unit }: { months: ServiceSums["months"]; unit: ServiceUnit }) {
  const { t } = useTranslation("console");
  const bars = useMemo(
    () =>
      serviceKindList
        .filter((kind) => serviceKinds[kind] === unit)
        .map((kind) => ({
          ...{ name: t(`services.kind.${kind}`), colour: colours[kind] },
          values: months.map((one) => one[kind]),
        })),
    [months, unit, t],
  );
  const categories = useMemo(() => months.map(({ month }) => month), [months]);
  return (
    <Card title={t(`statistics.services.monthly.${unit}`)}>
      <Bars
        stacked
        whole
        label={t(`statistics.services.label.${unit}`)}
        unit={t(unit === "visit" ? "statistics.services.visits" : "statistics.services.cases")}
        {...{ categories, bars }}
      />
    </Card>
  );
}
