import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Monitor } from "../../../shared/api-types/index.ts";
import { listenToServer } from "../../../shared/server-events.ts";
import { joinFigures } from "./monitor.rules.ts";
import { askMonitorAnew, monitorQuery } from "./releases.queries.ts";

/** Whether the server tells the figures by itself, is about to, or cannot be heard. */
export type Line = "opening" | "told" | "silent";

/** Without a word for so long (ms) the stream counts as down, and the page asks by itself. */
const silenceMillis = 3_000;

/**
 * A release's figures, told by the server once a second to all who watch in the same words. While nothing is heard the
 * page asks every second instead; `line` says which of the two it is.
 */
export function useLiveFigures(releaseId: string) {
  const client = useQueryClient();
  const line = useLine(releaseId, client);
  const query = useQuery({ ...monitorQuery(releaseId), refetchInterval: line === "told" ? false : 1_000 });
  return { query, line };
}

function useLine(releaseId: string, client: QueryClient): Line {
  const [line, setLine] = useState<Line>("opening");
  useEffect(() => {
    let heardAt = performance.now();
    setLine("opening");
    const { queryKey } = monitorQuery(releaseId);
    const askAnew = () => void askMonitorAnew(client, releaseId);
    const stop = listenToServer({
      url: `/api/staff/releases/${releaseId}/events`,
      names: ["release.monitor"],
      onEvent: ({ data }) => {
        const known = client.getQueryData<Monitor>(queryKey);
        if (known === undefined) return; // the first ten minutes are on their way
        const joined = joinFigures(known, data as Monitor);
        if (joined === undefined) return askAnew();
        heardAt = performance.now();
        setLine("told");
        client.setQueryData<Monitor>(queryKey, joined);
      },
      onGap: askAnew,
    });
    const timer = setInterval(() => {
      if (performance.now() - heardAt > silenceMillis) setLine("silent");
    }, 1_000);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [releaseId, client]);
  return line;
}
