import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { TillClerk } from "../../../shared/api-types/index.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { keepLocked } from "../../shared/kept-till.ts";
import { tillQuery } from "../../shared/till.queries.ts";
import styles from "./clerk.module.css";

/** Who is in leaves the till: nobody can go on in their name, with or without network. */
export function LockTill({ clerk }: { clerk: Pick<TillClerk, "id" | "name"> }) {
  const { t } = useTranslation("partner");
  const client = useQueryClient();
  const lock = useMutation({
    mutationFn: async () => {
      keepLocked();
      await client.cancelQueries({ queryKey: tillQuery.queryKey, exact: true });
      // Without network the till is locked here, and the server hears of it before it is asked anything else.
      await unwrap(api.POST("/api/till/clerk/leave")).catch(() => undefined);
    },
    onSettled: () => {
      client.setQueryData(tillQuery.queryKey, (now) => now && { ...now, clerk: null });
      return client.invalidateQueries({ queryKey: tillQuery.queryKey, exact: true });
    },
  });
  return (
    <div className={styles.now}>
      <p>{t("clerk.isIn", { name: clerk.name })}</p>
      <Button busy={lock.isPending} onClick={() => lock.mutate()}>
        {t("clerk.lock")}
      </Button>
    </div>
  );
}
