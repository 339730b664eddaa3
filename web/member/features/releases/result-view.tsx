import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Release } from "../../../shared/api-types/index.ts";
import { formatDayTime, formatNumber } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { codeText } from "../../../shared/i18n/problem-text.ts";
import { useSeatName } from "../../../shared/seat-map/use-seat-name.ts";
import { Button } from "../../ui/button.tsx";
import { classes } from "../../ui/classes.ts";
import { Icon } from "../../ui/icons.tsx";
import { press } from "./acts.ts";
import { hasLeftovers, holdsUnit, isOffered, leftFor } from "./grab-stage.rules.ts";
import { NextChance } from "./next-chance.tsx";
import { Offered } from "./offered.tsx";
import type { PendingAct } from "./pending-acts.ts";
import styles from "./result-view.module.css";
import { WaitingList } from "./waiting-list.tsx";

interface Props {
  release: Release;
  /** Why the last press was refused, when it was. */
  refusal: PendingAct["refusal"];
  personId: string;
  onDetails: () => void;
}

/** The result as a calm full page: the voucher, or the reason and the next chance. */
export function ResultView(props: Props) {
  const { release } = props;
  // Whatever a later press was answered: who has one has one.
  if (holdsUnit(release.mine)) return <Won release={release} onDetails={props.onDetails} />;
  if (props.refusal !== undefined) return <NotWon {...props} />;
  return isOffered(release.mine) ? <Offered release={release} personId={props.personId} /> : <NotWon {...props} />;
}

function Won({ release, onDetails }: Pick<Props, "release" | "onDetails">) {
  const { t } = useTranslation("member");
  const nameOf = useSeatName();
  const { claimId = "", seat } = release.mine;
  const isSeat = release.kind === "seat";
  return (
    <div className={styles.result}>
      <div className={classes(styles.sign, styles.won)}>
        <Icon name="check" />
      </div>
      <h2 className={styles.title}>{isSeat ? t("result.wonSeatTitle") : t("result.wonTitle")}</h2>
      {seat !== undefined && <p className={styles.seat}>{nameOf.seat(seat)}</p>}
      <p className={styles.text}>{t(isSeat ? "result.wonSeatText" : "result.wonText", { title: release.title })}</p>
      <Link
        to={isSeat ? "/tickets/$claimId" : "/vouchers/$claimId"}
        params={{ claimId }}
        className={classes(styles.action)}
      >
        {t(isSeat ? "result.toTicket" : "result.toVoucher")}
      </Link>
      <Button kind="plain" onPress={onDetails}>
        {t("release.details")}
      </Button>
    </div>
  );
}

function NotWon({ release, refusal, personId, onDetails }: Props) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const canClaim = hasLeftovers(release) && release.mine.eligible;
  const params = { releaseId: release.id };
  return (
    <>
      <div className={styles.result}>
        <div className={styles.sign}>
          <Icon name="clock" />
        </div>
        <h2 className={styles.title}>{refusal ? t("result.refusedTitle") : t("result.lostTitle")}</h2>
        <Reason release={release} refusal={refusal} />
        {canClaim && (
          <Leftovers
            release={release}
            // A seat is picked on the map of the details.
            onTake={
              release.kind === "seat" ? onDetails : () => press({ act: "claim", releaseId: release.id, personId })
            }
          />
        )}
        {!canClaim && release.mine.ownHour && (
          <p className={styles.text}>{t("result.ownHour", { at: formatDayTime(language, release.mine.ownHour) })}</p>
        )}
        {!canClaim && release.mine.eligible && release.state !== "closed" && <WaitingList release={release} />}
      </div>
      <NextChance release={release} />
      <div className={styles.links}>
        {release.mode !== "first_come" && (
          <Link to="/releases/$releaseId/order" params={params}>
            {t("release.check")}
          </Link>
        )}
        <Link to="/releases/$releaseId/why" params={params}>
          {t("release.why")}
        </Link>
      </div>
      <Button kind="plain" onPress={onDetails}>
        {t("release.details")}
      </Button>
    </>
  );
}

function Reason({ release, refusal }: Pick<Props, "release" | "refusal">) {
  const { t } = useTranslation(["member", "shared"]);
  const language = useLanguage();
  const { place, outcome } = release.mine;
  if (refusal !== undefined) {
    const text = codeText(language, refusal.code, refusal.params) ?? t("shared:problem.refused");
    return <p className={styles.text}>{text}</p>;
  }
  if (outcome === "capped") return <p className={styles.text}>{t("result.capped")}</p>;
  const values = { place: formatNumber(language, place ?? 0), capacity: formatNumber(language, release.capacity) };
  return <p className={styles.text}>{place ? t("result.lostPlace", values) : t("result.lostPending")}</p>;
}

function Leftovers({ release, onTake }: { release: Release; onTake: () => void }) {
  const { t } = useTranslation("member");
  return (
    <>
      <p className={styles.text}>{t("result.leftovers", { count: leftFor(release) })}</p>
      <Button onPress={onTake}>{t(release.kind === "seat" ? "result.pickLeftover" : "result.takeLeftover")}</Button>
    </>
  );
}
