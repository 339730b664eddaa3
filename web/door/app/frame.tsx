import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../shared/api.ts";
import { serverClock } from "../../shared/clock.ts";
import { formatTime } from "../../shared/format.ts";
import { Button } from "../../shared/hand/button.tsx";
import { useLanguage } from "../../shared/i18n/index.ts";
import { AwayBar } from "../features/check-in/away-bar.tsx";
import { CheckInPage } from "../features/check-in/check-in-page.tsx";
import { CountsBar } from "../features/check-in/counts-bar.tsx";
import { HolderListPage } from "../features/check-in/holder-list-page.tsx";
import { SentBar } from "../features/check-in/sent-bar.tsx";
import { type Kept, metaQuery } from "../shared/door.queries.ts";
import type { Door, DoorSession } from "../shared/door.types.ts";
import { doorStore } from "../shared/door-store.ts";
import { sessionAtNow } from "../shared/session-at-now.ts";
import styles from "./frame.module.css";

/** A paired door: the hall and the session on top, counts, then the scanner or the list. */
export function Frame({ door: { value, away } }: { door: Kept<Door> }) {
  const { t } = useTranslation(["door", "shared"]);
  const [chosen, setChosen] = useState<string>();
  const [page, setPage] = useState<"check" | "list">("check");
  const demo = useQuery(metaQuery).data?.demo === true;
  const session = value.sessions.find(({ id }) => id === chosen) ?? sessionAtNow(value.sessions, serverClock.now());
  return (
    <div className={styles.frame}>
      {demo && <aside className={styles.demo}>{t("shared:demo.banner")}</aside>}
      <header className={styles.header}>
        <strong>{value.hall.name}</strong>
        <span>{value.door.name}</span>
      </header>
      {away && session && <AwayBar sessionId={session.id} />}
      <SentBar />
      {session === undefined ? (
        <main className={styles.main}>
          <h1>{t("door:none.title")}</h1>
          <p>{t("door:none.about")}</p>
        </main>
      ) : (
        <>
          <SessionChoice sessions={value.sessions} session={session} onChoose={setChosen} />
          <CountsBar session={session} />
          <main className={styles.main}>
            {page === "check" ? (
              <CheckInPage key={session.id} session={session} onList={() => setPage("list")} />
            ) : (
              <HolderListPage key={session.id} session={session} onBack={() => setPage("check")} />
            )}
          </main>
        </>
      )}
      <Leave />
    </div>
  );
}

interface SessionChoiceProps {
  sessions: readonly DoorSession[];
  session: DoorSession;
  onChoose: (id: string) => void;
}

function SessionChoice({ sessions, session, onChoose }: SessionChoiceProps) {
  const { t } = useTranslation("door");
  const language = useLanguage();
  const nameOf = ({ startsAt, title }: DoorSession) => `${formatTime(language, startsAt)} ${title}`;
  if (sessions.length === 1) return <h1 className={styles.session}>{nameOf(session)}</h1>;
  return (
    <label className={styles.choice}>
      {t("shell.session")}
      <select value={session.id} onChange={(event) => onChoose(event.target.value)}>
        {sessions.map((one) => (
          <option key={one.id} value={one.id}>
            {nameOf(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Leave() {
  const { t } = useTranslation("door");
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const leave = useMutation({
    mutationFn: () => unwrap(api.POST("/api/door/sign-out")),
    onSuccess: async () => {
      await doorStore.forget();
      await client.resetQueries({ queryKey: ["door"] });
    },
  });
  if (!asked)
    return (
      <button type="button" className={styles.leave} onClick={() => setAsked(true)}>
        {t("shell.leave")}
      </button>
    );
  return (
    <section className={styles.sure} aria-label={t("shell.leave")}>
      <p>{t("shell.leaveSure")}</p>
      <Button busy={leave.isPending} onClick={() => leave.mutate()}>
        {t("shell.leave")}
      </Button>
      <Button primary autoFocus onClick={() => setAsked(false)}>
        {t("shell.stay")}
      </Button>
    </section>
  );
}
