import { BarChart, LineChart, PieChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import type { EChartsOption } from "echarts/types/dist/shared";
import { useEffect, useRef } from "react";
import { fontFamily } from "../../shared/tokens.ts";
import styles from "./drawing.module.css";

use([
  ...[BarChart, LineChart, PieChart, GridComponent, TooltipComponent, LegendComponent],
  ...[AriaComponent, CanvasRenderer],
]);

interface DrawingProps {
  /** What it shows, for those who cannot see it. */
  label: string;
  option: EChartsOption;
  /** Its figures change while one looks: what is pointed at stays. */
  live?: boolean;
  className?: string | undefined;
}

/** A chart, as wide as its place; drawn without motion. The same figures stand in a table beside it. */
export function Drawing({ label, option, live = false, className = styles.drawing }: DrawingProps) {
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
    // A canvas cannot inherit: with a family it does not know it falls back to 10 px.
    chart.current?.setOption({ animation: false, textStyle: { fontFamily }, ...option }, !live);
  }, [option, live]);
  return <div ref={box} role="img" aria-label={label} className={className} />;
}
