import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import type { EChartsOption } from "echarts/types/dist/shared";
import { useEffect, useRef } from "react";
import { fontFamily, palette } from "../../../shared/tokens.ts";
import styles from "./settlement.module.css";

use([BarChart, LineChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, CanvasRenderer]);

interface BarsProps {
  /** What the chart shows, for those who cannot see it. */
  label: string;
  unit: string;
  categories: string[];
  bars: { name: string; colour: string; values: number[] }[];
  /** Drawn over the bars on an axis of its own. */
  line?: { name: string; colour: string; values: (number | null)[] };
}

/** Bars side by side, and a ratio over them. The same figures stand in a table below. */
export function Bars(props: BarsProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  useEffect(() => {
    if (!box.current) return;
    const made = init(box.current);
    chart.current = made;
    const watcher = new ResizeObserver(() => made.resize());
    watcher.observe(box.current);
    return () => {
      watcher.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(optionOf(props), true);
  }, [props]);
  return <div ref={box} role="img" aria-label={props.label} className={styles.chart} />;
}

function optionOf({ unit, categories, bars, line }: BarsProps): EChartsOption {
  const text = { color: palette.inkSoft, fontSize: 13 };
  const axis = {
    type: "value" as const,
    axisLabel: text,
    nameTextStyle: text,
    splitLine: { lineStyle: { color: palette.line } },
  };
  return {
    animation: false,
    textStyle: { fontFamily },
    grid: { left: 8, right: 8, top: 56, bottom: 4, containLabel: true },
    legend: { top: 0, right: 0, textStyle: { color: palette.ink, fontSize: 14 } },
    tooltip: { trigger: "axis" },
    xAxis: { type: "category", data: categories, axisLabel: { ...text, hideOverlap: true } },
    // Names begin and end where their axes stand: nothing of them is cut off.
    yAxis: [
      { ...axis, name: unit, nameTextStyle: { ...text, align: "left" } },
      ...(line
        ? [
            {
              ...axis,
              name: line.name,
              nameTextStyle: { ...text, align: "right" as const },
              splitLine: { show: false },
            },
          ]
        : []),
    ],
    series: [
      ...bars.map(({ name, colour, values }) => ({
        ...{ type: "bar" as const, name, data: values, itemStyle: { color: colour }, barMaxWidth: 36 },
      })),
      ...(line
        ? [
            {
              type: "line" as const,
              name: line.name,
              data: line.values,
              yAxisIndex: 1,
              itemStyle: { color: line.colour },
              lineStyle: { color: line.colour, width: 2 },
            },
          ]
        : []),
    ],
  };
}
