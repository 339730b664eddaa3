import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../../shared/api-problem.ts";
import { Trouble } from "../../shared/hand/trouble.tsx";
import { createQueryClient } from "../../shared/query-client.ts";
import { PairPage } from "../features/pairing/pair-page.tsx";
import { doorQuery } from "../shared/door.queries.ts";
import styles from "./frame.module.css";
import { Frame } from "./frame.tsx";

const queryClient = createQueryClient();

/** The door entrance: a phone at the door of a hall, for one day. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Door />
    </QueryClientProvider>
  );
}

function Door() {
  const { t } = useTranslation("door");
  const door = useQuery(doorQuery);
  // A code in the address means that somebody wants to pair, also with a door that is paired already.
  const wantsToPair = new URLSearchParams(location.search).has("code");
  const unpaired = door.error instanceof ApiProblem && door.error.status === 401;
  if (unpaired || wantsToPair) return <PairPage wasDoor={unpaired && door.data !== undefined} />;
  if (door.data !== undefined) return <Frame door={door.data} />;
  if (door.isError) return <Trouble error={door.error} onRetry={() => void door.refetch()} />;
  return <p className={styles.loading}>{t("shell.loading")}</p>;
}
