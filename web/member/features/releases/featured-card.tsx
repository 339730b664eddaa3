import { Link } from "@tanstack/react-router";
import type { ReleaseCard } from "../../../shared/api-types/index.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { Countdown } from "./countdown.tsx";
import styles from "./release-details.module.css";
import { StageTag } from "./stage-tag.tsx";
import { StockBar } from "./stock-bar.tsx";
import { useStage } from "./use-stage.ts";

/** The release that matters most now, with its countdown and live stock. */
export function FeaturedCard({ release, now }: { release: ReleaseCard; now: number }) {
  const stage = useStage(release, now);
  return (
    <Link to="/releases/$releaseId" params={{ releaseId: release.id }} className={classes(cards.card)}>
      <p className={styles.head}>
        <StageTag stage={stage} mode={release.mode} />
        <Countdown release={release} stage={stage} now={now} />
      </p>
      <p className={styles.title}>{release.title}</p>
      <p className={cards.soft}>{release.subtitle}</p>
      <div className={styles.gap}>
        <StockBar release={release} />
      </div>
    </Link>
  );
}
