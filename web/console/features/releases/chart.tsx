import type { EChartsOption } from "echarts/types/dist/shared";
import { useMemo } from "react";
import { palette } from "../../../shared/tokens.ts";
import { Drawing } from "../../shared/drawing.tsx";
import styles from "./releases.module.css";

interface Line {
  name: string;
  colour: string;
  dashed?: boolean;
  /** Instant and value; null where nothing was measured. */
  points: [string, number | null][];
}

interface ChartProps {
  /** What the chart shows, for those who cannot see it. */
  label: string;
  unit: string;
  lines: Line[];
  formatTime: (instant: string) => string;
}

/** Lines over time. Redrawn without motion: a chart that jumps every second only tires. */
export function Chart({ label, unit, lines, formatTime }: ChartProps) {
  const option = useMemo(() => optionOf(lines, unit, formatTime), [lines, unit, formatTime]);
  return <Drawing label={label} option={option} live className={styles.chart} />;
}

function optionOf(lines: Line[], unit: string, formatTime: (instant: string) => string): EChartsOption {
  const text = { color: palette.inkSoft, fontSize: 14 };
  return {
    color: lines.map(({ colour }) => colour),
    grid: { left: 8, right: 24, top: 44, bottom: 4, containLabel: true },
    // At the right: the name of the axis stands at the top left.
    legend: { top: 0, right: 0, icon: "roundRect", itemHeight: 4, textStyle: { color: palette.ink, fontSize: 15 } },
    tooltip: {
      trigger: "axis",
      axisPointer: { label: { formatter: ({ value }) => formatTime(new Date(Number(value)).toISOString()) } },
    },
    xAxis: {
      type: "time",
      axisLabel: {
        ...text,
        hideOverlap: true,
        formatter: (value: number) => formatTime(new Date(value).toISOString()),
      },
      axisLine: { lineStyle: { color: palette.line } },
    },
    yAxis: {
      type: "value",
      name: unit,
      minInterval: 1,
      nameTextStyle: { ...text, align: "left" },
      nameGap: 20,
      axisLabel: text,
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: lines.map(({ name, points, dashed }) => ({
      ...{
        type: "line" as const,
        name,
        data: points,
        showSymbol: false,
        sampling: "lttb" as const,
        connectNulls: false,
      },
      lineStyle: { width: 2, type: dashed ? ("dashed" as const) : ("solid" as const) },
    })),
  };
}
