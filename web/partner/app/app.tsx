import { QueryClientProvider } from "@tanstack/react-query";
import { createQueryClient } from "../../shared/query-client.ts";
import { ApplyPage } from "../features/apply/apply-page.tsx";
import { PairPage } from "../features/pairing/pair-page.tsx";
import { usePlace } from "../shared/place.tsx";
import { Frame } from "./frame.tsx";

const queryClient = createQueryClient();

/** The partner entrance: the till of a merchant's store. */
export function App() {
  const place = usePlace();
  return (
    <QueryClientProvider client={queryClient}>
      {place === "pair" ? <PairPage /> : place === "apply" ? <ApplyPage /> : <Frame place={place} />}
    </QueryClientProvider>
  );
}
