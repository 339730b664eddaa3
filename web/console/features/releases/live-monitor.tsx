import { FullscreenOutlined } from "@ant-design/icons";
import { Button, Card, Flex } from "antd";
import { lazy, Suspense, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { QueryView } from "../../shared/query-view.tsx";
import { BigNumbers } from "./big-numbers.tsx";
import { Freshness } from "./freshness.tsx";
import { fillSeconds } from "./monitor.rules.ts";
import { Refusals } from "./refusals.tsx";
import styles from "./releases.module.css";
import { useLiveFigures } from "./use-live-figures.ts";

// The charts are large and may come a moment after the figures.
const TrafficChart = lazy(async () => ({ default: (await import("./traffic-chart.tsx")).TrafficChart }));
const LatencyChart = lazy(async () => ({ default: (await import("./latency-chart.tsx")).LatencyChart }));

/** The grab as it happens, second by second, readable from across the room. */
export function LiveMonitor({ releaseId }: { releaseId: string }) {
  const { t } = useTranslation("console");
  const { query: monitor, line } = useLiveFigures(releaseId);
  const wall = useRef<HTMLDivElement>(null);
  const data = monitor.data;
  const series = useMemo(() => (data ? fillSeconds(data.series, Date.parse(data.serverTime)) : []), [data]);
  return (
    <QueryView query={monitor}>
      {(now) => (
        <div ref={wall} className={styles.wall}>
          <Flex justify="space-between" align="center" gap={8} wrap>
            <Freshness serverTime={now.serverTime} line={line} />
            {document.fullscreenEnabled && (
              <Button icon={<FullscreenOutlined />} onClick={() => void wall.current?.requestFullscreen()}>
                {t("releases.fullscreen")}
              </Button>
            )}
          </Flex>
          <BigNumbers monitor={now} series={series} />
          <div className={styles.charts}>
            <Card title={t("releases.traffic")} className={styles.chartWide ?? ""}>
              <Suspense fallback={<div className={styles.chart} />}>
                <TrafficChart series={series} />
              </Suspense>
            </Card>
            <Card title={t("releases.refusals")}>
              <Refusals monitor={now} />
            </Card>
            <Card title={t("releases.latency")}>
              <Suspense fallback={<div className={styles.chart} />}>
                <LatencyChart series={series} />
              </Suspense>
            </Card>
          </div>
        </div>
      )}
    </QueryView>
  );
}
