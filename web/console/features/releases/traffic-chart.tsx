import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { MonitorSample } from "../../../shared/api-types/index.ts";
import { palette } from "../../../shared/tokens.ts";
import { useShow } from "../../shared/use-show.ts";
import { Chart } from "./chart.tsx";
import { refusedIn } from "./monitor.rules.ts";

/** Requests, grants and refusals per second. */
export function TrafficChart({ series }: { series: readonly MonitorSample[] }) {
  const { t } = useTranslation("console");
  const { time } = useShow();
  const lines = useMemo(() => {
    const line = (name: string, colour: string, of: (sample: MonitorSample) => number) => ({
      ...{ name, colour },
      points: series.map((sample): [string, number] => [sample.at, of(sample)]),
    });
    return [
      line(t("releases.figure.requests"), palette.inkSoft, ({ requests }) => requests),
      line(t("releases.figure.granted"), palette.done, ({ granted }) => granted),
      { ...line(t("releases.figure.refused"), palette.red, refusedIn), dashed: true },
    ];
  }, [series, t]);
  return <Chart label={t("releases.trafficLabel")} unit={t("releases.perSecond")} lines={lines} formatTime={time} />;
}
