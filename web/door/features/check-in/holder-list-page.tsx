import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { serverClock } from "../../../shared/clock.ts";
import { formatTime } from "../../../shared/format.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Field } from "../../../shared/hand/field.tsx";
import { Trouble } from "../../../shared/hand/trouble.tsx";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { listQuery, useLetIn } from "../../shared/door.queries.ts";
import type { DoorSession, Holder } from "../../shared/door.types.ts";
import { entryOf, timeRefusal } from "../../shared/judge-at-door.ts";
import styles from "./check-in.module.css";
import { foundHolders } from "./found-holders.ts";
import { ResultView } from "./result-view.tsx";
import { useCheckIn } from "./use-check-in.ts";

interface HolderListPageProps {
  session: DoorSession;
  onBack: () => void;
}

/** Everybody with a ticket, to find who comes without a phone; letting in asks once more, since nothing was scanned. */
export function HolderListPage({ session, onBack }: HolderListPageProps) {
  const { t } = useTranslation("door");
  const [search, setSearch] = useState("");
  const [asked, setAsked] = useState<Holder>();
  const query = useQuery(listQuery(session.id));
  const letIn = useLetIn();
  const { step, show, undo, again } = useCheckIn(session);
  if (step.at === "checking")
    return (
      <p role="status" className={styles.busy}>
        {t("check.checking")}
      </p>
    );
  if (step.at !== "ready")
    return (
      <ResultView
        step={step}
        quick={false}
        onNext={again}
        onUndo={(entered) => void undo(entered)}
        onShown={(text) => void show({ text })}
      />
    );
  if (query.data === undefined)
    return query.isError ? (
      <Trouble error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <p role="status" className={styles.busy}>
        {t("shell.loading")}
      </p>
    );
  const { holders } = query.data.value;
  const found = foundHolders(holders, search);
  const mayEnter = timeRefusal(session, serverClock.now()) === undefined;
  return (
    <section>
      <Button onClick={onBack}>{t("list.back")}</Button>
      <div className={styles.search}>
        <Field
          label={t("list.search")}
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      {found.length === 0 && <p>{t(holders.length === 0 ? "list.nobody" : "list.empty")}</p>}
      <ul className={styles.holders} aria-label={t("list.title")}>
        {found.map((holder) => (
          <li key={holder.claimId}>
            <HolderLine
              holder={holder}
              entered={entryOf(holder, letIn)}
              onLetIn={mayEnter ? () => setAsked(holder) : undefined}
            />
            {asked?.claimId === holder.claimId && (
              <section className={styles.sure} aria-label={t("list.letIn")}>
                <p>{t("list.sure", { name: holder.name, seat: holder.seat ?? t("list.noSeat") })}</p>
                <Button
                  primary
                  autoFocus
                  onClick={() => {
                    setAsked(undefined);
                    void show({ claimId: holder.claimId });
                  }}
                >
                  {t("list.yes")}
                </Button>
                <Button onClick={() => setAsked(undefined)}>{t("list.no")}</Button>
              </section>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface HolderLineProps {
  holder: Holder;
  entered: { at: string } | undefined;
  onLetIn: (() => void) | undefined;
}

function HolderLine({ holder, entered, onLetIn }: HolderLineProps) {
  const { t } = useTranslation("door");
  const language = useLanguage();
  return (
    <div className={styles.holder}>
      <strong>{holder.seat ?? t("list.noSeat")}</strong>
      <span>{holder.name}</span>
      {entered !== undefined ? (
        <em>{t("list.in", { time: formatTime(language, entered.at) })}</em>
      ) : (
        onLetIn && (
          <button type="button" onClick={onLetIn} aria-label={`${t("list.letIn")} ${holder.seat ?? ""} ${holder.name}`}>
            {t("list.letIn")}
          </button>
        )
      )}
    </div>
  );
}
