import { useEffect } from "react";
import type { Release, ReleaseCard } from "../../shared/api-types/index.ts";
import { listenToServer, type ServerEvent } from "../../shared/server-events.ts";
import { releaseQuery, releasesQuery } from "../features/releases/releases.query.ts";
import { queryClient } from "../session/query-client.ts";

const names = ["release.stock", "release.result", "inbox.new", "claim.changed"] as const;

/** Keeps what is on the screen current while somebody is signed in. */
export function useLiveUpdates(isSignedIn: boolean): void {
  useEffect(() => {
    if (!isSignedIn) return;
    return listenToServer({
      url: "/api/member/events",
      names,
      onEvent: apply,
      onGap: () => void queryClient.invalidateQueries(),
    });
  }, [isSignedIn]);
}

function apply({ name, data }: ServerEvent): void {
  if (name === "release.stock") showStock(data);
  else if (name === "inbox.new") void queryClient.invalidateQueries({ queryKey: ["inbox"] });
  else askForResults();
}

function askForResults(): void {
  // A result goes to all who entered at once; they do not all ask in the same instant.
  setTimeout(() => {
    void queryClient.invalidateQueries({ queryKey: ["releases"] });
    void queryClient.invalidateQueries({ queryKey: ["vouchers"] });
  }, Math.random() * 1500);
}

function showStock({ releaseId, left, capacity, state }: ServerEvent["data"]): void {
  if (typeof releaseId !== "string" || typeof left !== "number" || typeof capacity !== "number") return;
  const change = { left, capacity, asOf: new Date().toISOString(), ...(isState(state) ? { state } : {}) };
  const updated = <Card extends ReleaseCard>(card: Card): Card =>
    card.id === releaseId ? { ...card, ...change } : card;
  queryClient.setQueryData(releaseQuery(releaseId).queryKey, (old: Release | undefined) => old && updated(old));
  queryClient.setQueryData(releasesQuery.queryKey, (old: ReleaseCard[] | undefined) => old?.map(updated));
}

const states: readonly ReleaseCard["state"][] = [
  "scheduled",
  "entry_open",
  "drawing",
  "open",
  "sold_out",
  "paused",
  "closed",
];
const isState = (value: unknown): value is ReleaseCard["state"] => states.some((state) => state === value);
