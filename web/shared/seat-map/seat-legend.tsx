import { useTranslation } from "react-i18next";
import styles from "./seat-map.module.css";
import { pitch, type SeatLook, SeatShape } from "./seat-shape.tsx";

interface SeatLegendProps {
  looks: readonly SeatLook[];
  /** Whether the hall has wheelchair places. */
  wheelchair?: boolean;
}

/** What the signs on the seats mean. */
export function SeatLegend({ looks, wheelchair = false }: SeatLegendProps) {
  const { t } = useTranslation("shared");
  return (
    <ul className={styles.legend} aria-label={t("seatMap.legend")}>
      {looks.map((look) => (
        <li key={look}>
          <Sample look={look} rank={look === "wished" ? 1 : undefined} />
          {t(`seatMap.state.${look}`)}
        </li>
      ))}
      {wheelchair && (
        <li>
          <Sample look="free" wheelchair />
          {t("seatMap.wheelchair")}
        </li>
      )}
    </ul>
  );
}

function Sample({
  look,
  wheelchair = false,
  rank,
}: {
  look: SeatLook;
  wheelchair?: boolean;
  rank?: number | undefined;
}) {
  return (
    <svg className={styles.sample} viewBox={`${-pitch / 2} ${-pitch / 2} ${pitch} ${pitch}`} aria-hidden="true">
      <SeatShape look={look} wheelchair={wheelchair} rank={rank} />
    </svg>
  );
}
