import { useState } from "react";
import type { MapPoint } from "../../../shared/map-point.ts";

/** What became of asking the phone where it is; `rough` when it may be a street off. */
export type WhereTold = { what: "found" | "rough" | "refused" | "unknown" | "impossible"; metres?: number };

/** More than this off and the point is another building's. */
const roughMetres = 100;
const patience = { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 } as const;

/** Asks the phone where it is when somebody presses, never by itself, and says plainly when it does not tell. */
export function useWhere(onFound: (point: MapPoint) => void) {
  const [isAsking, setAsking] = useState(false);
  const [told, setTold] = useState<WhereTold>();
  const tell = (next: WhereTold) => {
    setAsking(false);
    setTold(next);
  };
  const ask = () => {
    if (!("geolocation" in navigator)) return tell({ what: "impossible" });
    setAsking(true);
    setTold(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => {
        const metres = Math.round(accuracy);
        tell({ what: metres > roughMetres ? "rough" : "found", metres });
        onFound({ latitude, longitude });
      },
      ({ code, PERMISSION_DENIED }) => tell({ what: code === PERMISSION_DENIED ? "refused" : "unknown" }),
      patience,
    );
  };
  return { ask, isAsking, told };
}
