import { useEffect, useState } from "react";
import { serverClock } from "../../../shared/clock.ts";
import type { About, ShownCode } from "../../../shared/member-code/index.ts";
import { memberCodeOf } from "../../session/member-code.ts";

interface State {
  code?: ShownCode;
  error?: unknown;
}

const tryAgainAfter = 3_000;

/** The code to show, renewed by itself while the page is looked at. */
export function useShownCode(personId: string, { purpose, subject }: About): State {
  const [state, setState] = useState<State>({});
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    let turn = 0;
    const renew = async () => {
      clearTimeout(timer);
      const mine = ++turn;
      // Hidden pages make no codes: nobody sees them, and the battery is somebody's working day.
      if (document.hidden) return;
      const next = await memberCodeOf(personId)
        .makeCode({ purpose, subject })
        .then((code): State => ({ code }))
        .catch((error: unknown): State => ({ error }));
      if (isOver || mine !== turn) return;
      setState(next);
      const wait = next.code ? next.code.renewAt - serverClock.now() : tryAgainAfter;
      timer = setTimeout(() => void renew(), Math.max(wait, 500));
    };
    const wake = () => void renew();
    wake();
    document.addEventListener("visibilitychange", wake);
    window.addEventListener("online", wake);
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", wake);
      window.removeEventListener("online", wake);
    };
  }, [personId, purpose, subject]);
  return state;
}
