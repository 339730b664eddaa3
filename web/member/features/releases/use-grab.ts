import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ApiProblem } from "../../../shared/api-problem.ts";
import { serverClock } from "../../../shared/clock.ts";
import { useServerNow } from "../../ui/use-server-now.ts";
import { usePendingAct } from "./acts.ts";
import { askAgainAfter, knownBy, stageOf } from "./grab-stage.rules.ts";
import { noteHash } from "./noted-hashes.ts";
import { releaseQuery } from "./releases.query.ts";

/** Everything a page about one release needs: the answer, its stage right now, and what was pressed here. */
export function useGrab(releaseId: string) {
  const now = useServerNow();
  // The phones of a release do not ask in step. One number per page: a changed interval would begin anew each second.
  const [spread] = useState(() => 1 + Math.random());
  const act = usePendingAct(releaseId);
  const pending = act?.refusal === undefined ? act?.act : undefined;
  const query = useQuery({
    ...releaseQuery(releaseId),
    refetchInterval: ({ state: { data, error } }) => {
      if (error instanceof ApiProblem && !error.isTemporary) return false;
      if (data === undefined) return 10_000 * spread;
      return askAgainAfter(stageOf(data, serverClock.now(), undefined)) * spread;
    },
  });
  const release = query.data && knownBy(query.data, query.dataUpdatedAt, act?.refusal);
  const stage = release && stageOf(release, now, pending);
  const hash = stage === "scheduled" || stage === "entry" || stage === "entered" ? release?.secretHash : undefined;
  useEffect(() => {
    if (hash) noteHash(releaseId, hash);
  }, [releaseId, hash]);
  return { query, release, stage, now, act, pending };
}
