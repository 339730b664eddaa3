import type { InvalidateQueryFilters } from "@tanstack/react-query";
import { useEffect } from "react";
import { serverClock } from "../../shared/clock.ts";
import { listenToServer, type ServerEvent } from "../../shared/server-events.ts";
import { type MovingStock, withStock } from "../features/releases/grab-stage.rules.ts";
import { changeShown, releaseQuery, releasesQuery } from "../features/releases/releases.query.ts";
import { queryClient } from "../session/query-client.ts";

const names = ["release.stock", "release.result", "inbox.new", "claim.changed", "reset"] as const;

// How long the phones that hear the same thing at once take to ask, all together, in ms.
const spread = { own: 1_000, page: 3_000, calendar: 15_000, all: 5_000 } as const;

/** Keeps what is on the screen current while somebody is signed in. */
export function useLiveUpdates(isSignedIn: boolean): void {
  useEffect(() => {
    if (!isSignedIn) return;
    const later = spreader();
    const stop = listenToServer({
      url: "/api/member/events",
      names,
      onEvent: (event) => apply(event, later),
      onGap: () => later("all", spread.all, () => askAnew({})),
    });
    return () => {
      stop();
      later.stop();
    };
  }, [isSignedIn]);
}

/** Reads anew what is on the screen. A page that nobody looks at only notes it, and asks when it is looked at again. */
function askAnew(what: InvalidateQueryFilters): void {
  void queryClient.invalidateQueries({ ...what, refetchType: document.hidden ? "none" : "active" });
}

type Later = ReturnType<typeof spreader>;

/** Does each thing once, at a moment of its span, however often it is asked for until then. */
function spreader() {
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  const later = (what: string, span: number, act: () => void) => {
    if (waiting.has(what)) return;
    const run = () => {
      waiting.delete(what);
      act();
    };
    waiting.set(what, setTimeout(run, Math.random() * span));
  };
  const stop = () => {
    for (const timer of waiting.values()) clearTimeout(timer);
  };
  return Object.assign(later, { stop });
}

function apply({ name, data }: ServerEvent, later: Later): void {
  if (name === "release.stock") showStock(data);
  else if (name === "release.result") askForResult(String(data.releaseId), later);
  else if (name === "claim.changed") later("own", spread.own, askForOwn);
  else if (name === "inbox.new") later("inbox", spread.own, askForNews);
  else later("all", spread.all, () => askAnew({}));
}

/** Something was decided for everybody: who looks at the page of it or takes part in it hears soon, the others' calendar follows. */
function askForResult(releaseId: string, later: Later): void {
  const { queryKey } = releaseQuery(releaseId);
  later(releaseId, spread.page, () => askAnew({ queryKey }));
  const card = queryClient.getQueryData(releasesQuery.queryKey)?.find(({ id }) => id === releaseId);
  const span = card?.mine.entered ? spread.page : spread.calendar;
  later(`calendar ${span}`, span, () => askAnew({ queryKey: releasesQuery.queryKey }));
}

function askForOwn(): void {
  askAnew({ queryKey: ["releases"] });
  askAnew({ queryKey: ["vouchers"] });
  askAnew({ queryKey: ["tickets"] });
}

/** Whatever a message tells has happened to something of mine: a showing moved, a ticket given. */
function askForNews(): void {
  askAnew({ queryKey: ["inbox"] });
  askAnew({ queryKey: ["tickets"] });
}

function showStock({ releaseId, left, capacity, state }: ServerEvent["data"]): void {
  if (typeof releaseId !== "string" || typeof left !== "number" || typeof capacity !== "number") return;
  if (!isQuotaState(state)) return;
  const asOf = new Date(serverClock.now());
  changeShown(queryClient, releaseId, (card) => withStock(card, { left, capacity, state }, asOf));
}

const isQuotaState = (value: unknown): value is MovingStock["state"] =>
  value === "open" || value === "paused" || value === "closed";
