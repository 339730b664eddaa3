import { useTranslation } from "react-i18next";
import type { SeatDifference } from "../../../../wire/seat-map/index.ts";
import { useSeatName } from "../../../shared/seat-map/use-seat-name.ts";

const mostNamed = 12;

/** What a new version of a seat map adds, takes away and changes, with the first seats by name. */
export function DifferenceList({ difference, first }: { difference: SeatDifference; first: boolean }) {
  const { t } = useTranslation("console");
  const nameOf = useSeatName();
  const { added, removed, moved, changedKind } = difference;
  const named = (labels: readonly string[]) => {
    const shown = labels.slice(0, mostNamed).map(nameOf.seat).join(t("places.comma"));
    return labels.length > mostNamed ? t("places.andMore", { shown }) : shown;
  };
  const kinds = changedKind.map(({ label }) => label);
  const parts = [
    ["added", added],
    ["removed", removed],
    ["moved", moved],
    ["changedKind", kinds],
  ] as const;
  return (
    <ul>
      {parts
        .filter(([, labels]) => labels.length > 0)
        .map(([part, labels]) => (
          <li key={part}>
            {t(`places.difference.${part}`, { count: labels.length })}
            {!(first && part === "added") && <div>{named(labels)}</div>}
          </li>
        ))}
    </ul>
  );
}
