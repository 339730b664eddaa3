import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDayTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import type { SeatOnMap } from "../../../shared/seat-map/seat-map.tsx";
import type { SeatLook } from "../../../shared/seat-map/seat-shape.tsx";
import { classes } from "../../ui/classes.ts";
import { Waiting } from "../../ui/waiting.tsx";
import styles from "./hall-view.module.css";
import { type Hall, keptShares, standings } from "./seats.rules.ts";

// The drawing and its pinching come when a hall is looked at; the page itself stands before.
const SeatZoom = lazy(() => import("./seat-zoom.tsx").then(({ SeatZoom: part }) => ({ default: part })));
const SeatList = lazy(() => import("./seat-list.tsx").then(({ SeatList: part }) => ({ default: part })));
const SeatLegend = lazy(() =>
  import("../../../shared/seat-map/seat-legend.tsx").then(({ SeatLegend: part }) => ({ default: part })),
);

interface Props {
  hall: Hall;
  /** What is chosen, the dearest first. */
  chosen: readonly string[];
  /** The member's own seat until another one is theirs. */
  mine?: string | undefined;
  /** Whether the order of what is chosen counts: wishes. */
  ranked?: boolean;
  /** Called for free and chosen seats. */
  onPress: (label: string) => void;
}

/** A hall to choose in: as a map, or row by row as a list. */
export function HallView({ hall, chosen, mine, ranked = false, onPress }: Props) {
  const { t } = useTranslation("member");
  const [view, setView] = useState<"map" | "list">("map");
  const seats = seatsOnMap({ hall, chosen, mine, ranked });
  const kept = keptShares(hall);
  const looks: SeatLook[] = [
    ...(["free", ranked ? "wished" : "chosen"] as const),
    ...(mine === undefined ? [] : (["mine"] as const)),
    ...(["taken"] as const),
    ...(kept.length > 0 ? (["kept"] as const) : []),
  ];
  return (
    <>
      <fieldset className={styles.views} aria-label={t("seats.view")}>
        {(["map", "list"] as const).map((name) => (
          <button
            key={name}
            type="button"
            className={classes(styles.view, name === view && styles.shown)}
            aria-pressed={name === view}
            onClick={() => setView(name)}
          >
            {t(`seats.${name}`)}
          </button>
        ))}
      </fieldset>
      <Suspense fallback={<Waiting blocks={1} />}>
        {view === "map" ? (
          <>
            <SeatZoom seats={seats} label={t("seats.mapLabel")} onPress={onPress} />
            <SeatLegend looks={looks} wheelchair={hall.seats.some(({ kind }) => kind === "wheelchair")} />
          </>
        ) : (
          <SeatList {...{ hall, chosen, mine, ranked, onPress }} />
        )}
      </Suspense>
      {kept.length > 0 && <Kept kept={kept} />}
    </>
  );
}

function Kept({ kept }: { kept: ReturnType<typeof keptShares> }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  return (
    <ul className={styles.kept}>
      {kept.map(({ share: { title: name, award, spillAt, opensAt }, count }) => {
        const title = award ? t("seats.awards") : name;
        return (
          <li key={name}>
            {spillAt === null
              ? t("seats.kept", { count, title })
              : t("seats.keptUntil", { count, title, at: formatDayTime(language, spillAt) })}
            {opensAt !== null && t("seats.keptOpens", { title, at: formatDayTime(language, opensAt) })}
          </li>
        );
      })}
    </ul>
  );
}

function seatsOnMap({ hall, chosen, mine, ranked }: Omit<Props, "onPress">): SeatOnMap[] {
  return standings(hall).map(({ standing, ...seat }) => {
    const rank = chosen.indexOf(seat.label) + 1;
    if (rank === 0) return { ...seat, state: seat.label === mine ? "mine" : standing.is };
    return ranked ? { ...seat, state: "wished", rank } : { ...seat, state: "chosen" };
  });
}
