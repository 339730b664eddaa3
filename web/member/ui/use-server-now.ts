import { useEffect, useState } from "react";
import { serverClock } from "../../shared/clock.ts";

/** Server time in ms, renewed as each of its seconds begins, so that every phone counts down together. */
export function useServerNow(): number {
  const [now, setNow] = useState(() => serverClock.now());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tick = () => {
      clearTimeout(timer);
      setNow(serverClock.now());
      timer = setTimeout(tick, 1000 - (serverClock.now() % 1000) + 5);
    };
    tick();
    // A page that slept shows the truth at once when it is looked at again.
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, []);
  return now;
}
