import type { EChartsOption } from "echarts/types/dist/shared";
import { useMemo } from "react";
import { palette } from "../../shared/tokens.ts";
import { Drawing } from "./drawing.tsx";

interface BarsProps {
  /** What the chart shows, for those who cannot see it. */
  label: string;
  unit: string;
  categories: string[];
  bars: { name: string; colour: string; values: number[] }[];
  /** One upon the other rather than side by side. */
  stacked?: boolean;
  /** Nothing is counted in parts. */
  whole?: boolean;
  /** Drawn over the bars on an axis of its own. */
  line?: { name: string; colour: string; values: (number | null)[] };
}

/** Bars side by side or upon each other, and a figure over them. The same figures stand in a table below. */
export function Bars(props: BarsProps) {
  const { label, unit, categories, bars, stacked, whole, line } = props;
  const option = useMemo(
    () =>
      optionOf({
        label,
        unit,
        categories,
        bars,
        ...(stacked && { stacked }),
        ...(whole && { whole }),
        ...(line && { line }),
      }),
    [label, unit, categories, bars, stacked, whole, line],
  );
  return <Drawing label={label} option={option} />;
}

function optionOf({ unit, categories, bars, stacked, whole, line }: BarsProps): EChartsOption {
  const text = { color: palette.inkSoft, fontSize: 13 };
  const axis = {
    type: "value" as const,
    ...(whole && { minInterval: 1 }),
    axisLabel: text,
    nameTextStyle: text,
    splitLine: { lineStyle: { color: palette.line } },
  };
  return {
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
        ...(stacked && { stack: "all" }),
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
