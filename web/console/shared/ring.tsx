import type { EChartsOption } from "echarts/types/dist/shared";
import { useMemo } from "react";
import { palette } from "../../shared/tokens.ts";
import { Drawing } from "./drawing.tsx";

interface Part {
  name: string;
  value: number;
}

interface RingProps {
  /** What the chart shows, for those who cannot see it. */
  label: string;
  parts: Part[];
}

/** Told apart also by those who do not see red and green: each is lighter or darker than its neighbours, and named beside it. */
const colours = [palette.red, palette.gold, palette.done, "#9fc9b4", palette.inkSoft, palette.field, palette.line];

/** Parts of a whole. The same figures stand in a table beside it. */
export function Ring({ label, parts }: RingProps) {
  const option = useMemo(() => optionOf(parts), [parts]);
  return <Drawing label={label} option={option} />;
}

const optionOf = (parts: Part[]): EChartsOption => ({
  color: colours,
  tooltip: { trigger: "item" },
  series: [
    {
      type: "pie",
      radius: ["42%", "66%"],
      data: parts,
      itemStyle: { borderColor: palette.card, borderWidth: 2 },
      label: { color: palette.ink, fontSize: 14, formatter: "{b}\n{d}%" },
      labelLine: { length: 8, length2: 8 },
    },
  ],
});
