import { useState } from "react";
import { useTranslation } from "react-i18next";
import { partsOf } from "../../../../wire/seat-map/index.ts";
import { useSeatName } from "../../../shared/seat-map/use-seat-name.ts";
import { classes } from "../../ui/classes.ts";
import { Empty } from "../../ui/notice.tsx";
import styles from "./seat-list.module.css";
import { type Hall, rowsOf } from "./seats.rules.ts";

interface Props {
  hall: Hall;
  /** What is chosen, the dearest first. */
  chosen: readonly string[];
  /** The member's own seat until another one is theirs. */
  mine?: string | undefined;
  /** Whether the order of what is chosen counts. */
  ranked: boolean;
  onPress: (label: string) => void;
}

/** The same hall without a drawing: row by row, each seat a button with its name. */
export function SeatList({ hall, chosen, mine, ranked, onPress }: Props) {
  const { t } = useTranslation("member");
  const [onlyFree, setOnlyFree] = useState(true);
  const rows = rowsOf(hall, onlyFree);
  return (
    <>
      <label className={styles.filter}>
        <input type="checkbox" checked={onlyFree} onChange={(event) => setOnlyFree(event.target.checked)} />
        {t("seats.onlyFree")}
      </label>
      {rows.length === 0 && <Empty>{t("seats.noneFree")}</Empty>}
      {rows.map(({ row, seats }) => (
        <Row key={row} {...{ seats, chosen, mine, ranked, onPress }} />
      ))}
    </>
  );
}

type RowProps = Omit<Props, "hall"> & { seats: ReturnType<typeof rowsOf>[number]["seats"] };

function Row({ seats, chosen, mine, ranked, onPress }: RowProps) {
  const { t } = useTranslation(["member", "shared"]);
  const nameOf = useSeatName();
  const free = seats.filter(({ standing }) => standing.is === "free").length;
  const name = nameOf.row(seats[0]?.label ?? "");
  return (
    <section className={styles.row}>
      <h4 className={styles.name}>
        {name !== undefined && t("shared:seatMap.row", { row: name })} {t("seats.freeInRow", { count: free })}
      </h4>
      <div className={styles.seats}>
        {seats.map(({ label, standing, kind }) => {
          const rank = chosen.indexOf(label) + 1;
          const isFree = standing.is === "free" || rank > 0;
          const own = label === mine ? "mine" : standing.is;
          const look = rank > 0 ? (ranked ? "wished" : "chosen") : own;
          return (
            <button
              key={label}
              type="button"
              className={classes(styles.seat, rank > 0 && styles.chosen)}
              disabled={!isFree}
              aria-pressed={rank > 0}
              // Its words are in the name already; as text it would stand beside the number a second time.
              data-rank={ranked && rank > 0 ? t("seats.rank", { rank }) : undefined}
              aria-label={nameOf.state(label, {
                look,
                rank: ranked ? rank : undefined,
                wheelchair: kind === "wheelchair",
              })}
              onClick={() => onPress(label)}
            >
              {partsOf(label)?.seat ?? label}
            </button>
          );
        })}
      </div>
    </section>
  );
}
