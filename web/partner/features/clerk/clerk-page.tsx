import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { TillClerk } from "../../../shared/api-types/index.ts";
import { Button } from "../../../shared/hand/button.tsx";
import form from "../../../shared/hand/form.module.css";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { useIdle } from "../../../shared/new-version.ts";
import { InstallPanel } from "../../shared/install/install-panel.tsx";
import { keepClerk } from "../../shared/kept-till.ts";
import { PinPad } from "../../shared/pin-pad.tsx";
import { goTo } from "../../shared/place.tsx";
import { tillQuery } from "../../shared/till.queries.ts";
import styles from "./clerk.module.css";
import { FirstPin } from "./first-pin.tsx";
import { LockTill } from "./lock-till.tsx";

/** Who works at this till now: choose the name, type the PIN. */
export function ClerkPage() {
  const { t } = useTranslation("partner");
  const problemText = useProblemText();
  const client = useQueryClient();
  const till = useQuery(tillQuery);
  const [clerk, setClerk] = useState<TillClerk>();
  const [firstPin, setFirstPin] = useState(false);
  useIdle(clerk === undefined);
  const enter = useMutation({
    mutationFn: (pin: string) => unwrap(api.POST("/api/till/clerk", { body: { clerkId: clerk?.id ?? "", pin } })),
    onSuccess: async (answer) => {
      // An answer that is still on its way knows nothing of this clerk.
      await client.cancelQueries({ queryKey: tillQuery.queryKey, exact: true });
      keepClerk(answer.clerk);
      client.setQueryData(tillQuery.queryKey, (now) => (now ? { ...now, clerk: answer.clerk } : now));
      goTo("", { replace: true });
    },
  });
  const choose = (one: TillClerk | undefined) => {
    enter.reset();
    setClerk(one);
    setFirstPin(one?.pinSet === false);
  };
  if (!clerk) {
    const clerks = till.data?.clerks ?? [];
    return (
      <section>
        <h1 className={styles.title}>{t("clerk.who")}</h1>
        {till.data?.away && <p className={form.info}>{t("clerk.away")}</p>}
        {till.data?.clerk && <LockTill clerk={till.data.clerk} />}
        {clerks.length === 0 && <p>{t("clerk.none")}</p>}
        <div className={styles.list}>
          {clerks.map((one) => (
            <Button key={one.id} onClick={() => choose(one)}>
              {one.name} {one.pinSet === false && <small>{t("clerk.first")}</small>}
            </Button>
          ))}
        </div>
        <InstallPanel />
      </section>
    );
  }
  return (
    <section>
      <h1 className={styles.title}>{t("clerk.hello", { name: clerk.name })}</h1>
      {firstPin ? (
        <FirstPin clerk={clerk} onSet={() => setFirstPin(false)} />
      ) : (
        <>
          <p className={styles.about}>{t("clerk.typePin")}</p>
          {enter.isError && (
            <p role="alert" className={form.problem}>
              {problemText(enter.error)}
            </p>
          )}
          <PinPad label={t("clerk.pin")} disabled={enter.isPending} onPin={(pin) => enter.mutate(pin)} />
        </>
      )}
      <div className={styles.below}>
        {!firstPin && <Button onClick={() => setFirstPin(true)}>{t("clerk.forgot")}</Button>}
        <Button onClick={() => choose(undefined)}>{t("clerk.other")}</Button>
      </div>
    </section>
  );
}
