import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from "react";
import { inSpace } from "../../shared/space.ts";

/** The screens of a till, by their path below /partner. */
export const places = ["", "pair", "clerk", "today", "returns", "shift", "apply", "statements", "goods"] as const;
export type Place = (typeof places)[number];

const base = inSpace("/partner");
const hears = new Set<() => void>();

const pathOf = (place: Place): string => (place === "" ? base : `${base}/${place}`);

function placeOf(path: string): Place {
  const rest = path.slice(base.length).replace(/^\/|\/$/g, "");
  return places.find((place) => place === rest) ?? "";
}

function subscribe(hear: () => void): () => void {
  hears.add(hear);
  window.addEventListener("popstate", hear);
  return () => {
    hears.delete(hear);
    window.removeEventListener("popstate", hear);
  };
}

/** The screen that the address names; follows the back button. */
export const usePlace = (): Place => useSyncExternalStore(subscribe, () => placeOf(location.pathname));

/** Goes to a screen. So few screens need no router, and the till opens sooner without one. */
export function goTo(place: Place, { replace = false } = {}): void {
  if (replace) history.replaceState(null, "", pathOf(place));
  else history.pushState(null, "", pathOf(place));
  for (const hear of hears) hear();
}

interface PlaceLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  to: Place;
}

/** A link to a screen; says when it is the present one. */
export function PlaceLink({ to, ...rest }: PlaceLinkProps) {
  const here = usePlace() === to;
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    goTo(to);
  };
  return <a {...rest} href={pathOf(to)} aria-current={here ? "page" : undefined} onClick={follow} />;
}
