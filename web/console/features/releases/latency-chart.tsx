import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { MonitorSample } from "../../../shared/api-types/index.ts";
import { palette } from "../../../shared/tokens.ts";
import { useShow } from "../../shared/use-show.ts";
import { Chart } from "./chart.tsx";

/** How long answers took: the middle one, and the slowest of a hundred. */
export function LatencyChart({ series }: { series: readonly MonitorSample[] }) {
  const { t } = useTranslation("console");
  const { time } = useShow();
  const lines = useMemo(
    () => [
      {
        ...{ name: t("releases.median"), colour: palette.done },
        points: series.map(({ at, p50Ms }): [string, number | null] => [at, p50Ms]),
      },
      {
        ...{ name: t("releases.slowest"), colour: palette.waiting, dashed: true },
        points: series.map(({ at, p99Ms }): [string, number | null] => [at, p99Ms]),
      },
    ],
    [series, t],
  );
  return <Chart label={t("releases.latencyLabel")} unit={t("releases.ms")} lines={lines} formatTime={time} />;
}
