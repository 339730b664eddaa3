import { useState } from "react";
import type { Release } from "../../../shared/api-types/index.ts";
import { keep, kept } from "../../session/kept.ts";
import type { PendingAct } from "../releases/pending-acts.ts";
import { tidyCode } from "./seats.rules.ts";
import { isAlike, isSaid, type Said, saidBefore, saidWith } from "./wish-draft.rules.ts";

interface Asked {
  release: Release;
  act: PendingAct | undefined;
  /** The code of a link that a companion has sent. */
  invitation: string | undefined;
}

/** What the member says about seats: kept on this phone until it is sent, so that a reload loses nothing. */
export function useSaid({ release, act, invitation }: Asked) {
  const name = `seats.said.${release.id}`;
  const before = saidBefore(release.mine);
  const sent = saidWith(act) ?? before;
  const [draft, setDraft] = useState<Said | undefined>(() => {
    const known = kept(name, isSaid);
    const isInvited = invitation !== undefined && sent.partyCode === null;
    return isInvited ? { ...(known ?? sent), partyCode: tidyCode(invitation) } : known;
  });
  const said = draft ?? sent;
  const say = (next: Said) => {
    setDraft(next);
    keep(name, next);
  };
  /** It is on its way: from now on what was sent counts. */
  const forget = () => {
    setDraft(undefined);
    keep(name, null);
  };
  return { said, say, forget, isChanged: !isAlike(said, before) };
}
