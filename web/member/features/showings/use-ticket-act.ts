import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Ticket } from "../../../shared/api-types/index.ts";
import { keepTicket, ticketQuery } from "./tickets.query.ts";

/** The ticket as the server has just told it is on the page at once; what else it touches is read anew. */
function show(client: QueryClient, ticket: Ticket): void {
  keepTicket(ticket);
  client.setQueryData(ticketQuery(ticket.claimId).queryKey, ticket);
  void client.invalidateQueries({ queryKey: ["tickets"] });
  void client.invalidateQueries({ queryKey: ["releases"] });
  void client.invalidateQueries({ queryKey: ["seats"] });
}

/** Something that a holder does with a ticket; the server answers each with the ticket as it is then. */
export function useTicketAct<Input = void>(act: (input: Input) => Promise<Ticket>, onDone?: (ticket: Ticket) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (ticket) => {
      show(client, ticket);
      onDone?.(ticket);
    },
    // Refused: what the page believed is out of date.
    onError: () => client.invalidateQueries({ queryKey: ["tickets"] }),
  });
}
