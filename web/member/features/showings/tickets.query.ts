import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";
import type { Ticket } from "../../../shared/api-types/index.ts";
import { hasTexts, keep, kept } from "../../session/kept.ts";

export const ticketLists = ["open", "past"] as const;
export type TicketList = (typeof ticketLists)[number];

const hasSession = (value: unknown): boolean => typeof (value as { session?: unknown }).session === "object";
const isTicket = (value: unknown): value is Ticket =>
  hasTexts<Ticket>("claimId", "number", "state")(value) && hasSession(value);
const isList = (value: unknown): value is Ticket[] => Array.isArray(value) && value.every(isTicket);

const keptTicket = (claimId: string): Ticket | undefined =>
  kept(`ticket.${claimId}`, isTicket) ?? kept("tickets.open", isList)?.find((ticket) => ticket.claimId === claimId);

/** Keeps a ticket as the server has just told it, for the moment at the door without signal. */
export const keepTicket = (ticket: Ticket): void => keep(`ticket.${ticket.claimId}`, ticket);

/** The member's tickets for what is ahead, or for what is over. What was seen is kept and shown at once, also without network. */
export const ticketsQuery = (state: TicketList) =>
  queryOptions({
    queryKey: ["tickets", "list", state],
    queryFn: async ({ signal }) => {
      const { items } = await unwrap(api.GET("/api/activities/tickets", { params: { query: { state } }, signal }));
      keep(`tickets.${state}`, items);
      return items;
    },
    staleTime: 5_000,
    initialData: () => kept(`tickets.${state}`, isList),
    initialDataUpdatedAt: 0,
  });

/** One ticket; kept like the lists, and found in them before it was ever opened. */
export const ticketQuery = (claimId: string) =>
  queryOptions({
    queryKey: ["tickets", claimId],
    queryFn: async ({ signal }) => {
      const params = { path: { claimId } };
      const ticket = await unwrap(api.GET("/api/activities/tickets/{claimId}", { params, signal }));
      keepTicket(ticket);
      return ticket;
    },
    initialData: () => keptTicket(claimId),
    initialDataUpdatedAt: 0,
  });

/** What was missed, and from what one is left out until when. */
export const standingQuery = queryOptions({
  queryKey: ["tickets", "standing"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/activities/standing", { signal })),
});
