import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Release } from "../../../shared/api-types/index.ts";
import { Notice } from "../../ui/notice.tsx";
import { GrabBar } from "../releases/grab-bar.tsx";
import { hasLeftovers, type Stage } from "../releases/grab-stage.rules.ts";
import type { PendingAct } from "../releases/pending-acts.ts";
import { ReleaseDetails } from "../releases/release-details.tsx";
import { cameTooLate } from "./mendable.ts";
import { PickSeat } from "./pick-seat.tsx";
import { WishSeats } from "./wish-seats.tsx";

interface Props {
  release: Release;
  stage: Stage;
  now: number;
  personId: string;
  act: PendingAct | undefined;
  /** The code of a link that a companion has sent. */
  invitation: string | undefined;
  onSeeResult: () => void;
  /** The company of the link was left: it invites no more. */
  onLeave: () => void;
  /** What is shown: film, hall and time. */
  about: ReactNode;
  children: ReactNode;
}

const wishing: ReadonlySet<Stage> = new Set(["scheduled", "entry", "entering", "entered"]);

/** A release of seats: wishes before the draw, the map for what is left. */
export function SeatRelease({ invitation, onLeave, now, about, children, ...props }: Props) {
  const { t } = useTranslation("member");
  const { release, stage, act } = props;
  const hasWindow = release.entryOpensAt !== null;
  const canPick = stage === "open" || stage === "confirming" || (stage === "lost" && hasLeftovers(release));
  // The round is over, and the share that is kept for this member is still to open.
  const waitsForShare = stage === "scheduled" && now >= Date.parse(release.opensAt);
  return (
    <ReleaseDetails {...{ release, stage, now }}>
      {cameTooLate(act, release.mine) && <Notice>{t("seats.tooLate")}</Notice>}
      {about}
      {hasWindow && wishing.has(stage) && !waitsForShare ? (
        <WishSeats {...props} {...{ invitation, onLeave }} />
      ) : canPick ? (
        <PickSeat {...props} />
      ) : (
        <GrabBar {...props} />
      )}
      {children}
    </ReleaseDetails>
  );
}
