import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { api, unwrap } from "../../../shared/api.ts";
import type { Shift, TillMe } from "../../../shared/api-types/index.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { keepClerk, keepLocked } from "../../shared/kept-till.ts";
import { tillQuery } from "../../shared/till.queries.ts";

export interface Closing {
  slips: number;
  notSent: number;
  note: string;
  /** Who goes on at this till, with a PIN of their own; undefined locks it. */
  next?: { clerkId: string; pin: string } | undefined;
}

/** Closes a shift; one's own hands the till over or locks it, also for the time without network. */
export function useCloseShift(shift: Shift, till: TillMe | undefined, onClosed: (shift: Shift) => void) {
  const client = useQueryClient();
  const key = useRef(randomUuid());
  return useMutation({
    mutationFn: ({ note, next, ...counted }: Closing) => {
      const params = { path: { id: shift.id }, header: { "idempotency-key": key.current } };
      const body = { ...counted, ...(note.trim() === "" ? {} : { note: note.trim() }), ...(next ? { next } : {}) };
      return unwrap(api.POST("/api/till/shifts/{id}/close", { params, body }));
    },
    onSuccess: async (closed, { next }) => {
      await client.cancelQueries({ queryKey: tillQuery.queryKey, exact: true });
      if (shift.clerk.id === till?.clerk?.id) {
        const clerk = till?.clerks.find(({ id }) => id === next?.clerkId) ?? null;
        if (clerk) keepClerk(clerk);
        else keepLocked();
        client.setQueryData(tillQuery.queryKey, (now) => now && { ...now, clerk });
      }
      onClosed(closed);
    },
  });
}
