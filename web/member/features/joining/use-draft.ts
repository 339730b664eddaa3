import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { api, unwrap } from "../../../shared/api.ts";
import type { OwnJoining, SaveJoiningDraft } from "../../../shared/api-types/index.ts";
import { joiningQuery } from "./joining.query.ts";

/** How long a field rests before it is kept. */
const pause = 700;

/**
 * Keeps what is typed on the server, a moment after the last key, and at once when the page is left for another app: whoever comes
 * back finds it as it was. `flush` waits until everything is kept.
 */
export function useDraft() {
  const client = useQueryClient();
  const waiting = useRef<SaveJoiningDraft>({});
  const timer = useRef<number>(undefined);
  const [isKept, setKept] = useState(true);
  const save = useMutation({
    mutationFn: (body: SaveJoiningDraft) => unwrap(api.PATCH("/api/joining/draft", { body })),
    // One after the other, so that the last word typed is the last one kept.
    scope: { id: "joining" },
    onSuccess: (own: OwnJoining) => {
      client.setQueryData(joiningQuery.queryKey, own);
      setKept(Object.keys(waiting.current).length === 0);
    },
  });
  const { mutateAsync } = save;
  const flush = useCallback(async () => {
    window.clearTimeout(timer.current);
    const body = waiting.current;
    waiting.current = {};
    if (Object.keys(body).length === 0) return;
    try {
      await mutateAsync(body);
    } catch (error) {
      // What was typed since is newer than what could not be kept.
      waiting.current = { ...body, ...waiting.current };
      throw error;
    }
  }, [mutateAsync]);
  const keep = useCallback(
    (change: SaveJoiningDraft) => {
      waiting.current = { ...waiting.current, ...change };
      setKept(false);
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void flush().catch(() => {}), pause);
    },
    [flush],
  );
  useEffect(() => {
    const leave = () => {
      if (document.visibilityState === "hidden") void flush().catch(() => {});
    };
    document.addEventListener("visibilitychange", leave);
    return () => {
      document.removeEventListener("visibilitychange", leave);
      void flush().catch(() => {});
    };
  }, [flush]);
  return { keep, flush, isKept, error: save.error };
}
