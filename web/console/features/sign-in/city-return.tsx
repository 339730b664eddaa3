import { Alert, Button, Skeleton } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { StaffMe, StaffTicket } from "../../../shared/api-types/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import styles from "./sign-in.module.css";

/** What the identity service left in our address. */
export interface Returned {
  code: string;
  state: string;
  iss?: string;
}

interface CityReturnProps {
  returned: Returned;
  onTicket: (ticket: StaffTicket) => void;
  onSignedIn: (me: StaffMe) => void;
  onLinked: () => void;
  onBack: () => void;
}

type Done = { is: "ticket"; ticket: StaffTicket } | { is: "in"; me: StaffMe } | { is: "linked" };

// What came back is good for one question, however often the page is drawn.
const asked = new Map<string, Promise<Done>>();

async function finish(body: Returned): Promise<Done> {
  if (body.state.startsWith("link-")) {
    await unwrap(api.POST("/api/staff/oidc/link", { body }));
    return { is: "linked" };
  }
  const { ticket, me } = await unwrap(api.POST("/api/staff/oidc/finish", { body }));
  if (ticket !== null) return { is: "ticket", ticket };
  if (me !== null) return { is: "in", me };
  throw new Error("neither a ticket nor a session");
}

/** Back from the identity service: the second step, straight in, or linked. */
export function CityReturn({ returned, onTicket, onSignedIn, onLinked, onBack }: CityReturnProps) {
  const { t } = useTranslation(["console", "shared"]);
  const problemText = useProblemText();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    let gone = false;
    const done = asked.get(returned.state) ?? finish(returned);
    asked.set(returned.state, done);
    done.then(
      (found) => {
        if (gone) return;
        if (found.is === "ticket") onTicket(found.ticket);
        else if (found.is === "in") onSignedIn(found.me);
        else onLinked();
      },
      (reason: unknown) => !gone && setError(reason),
    );
    return () => {
      gone = true;
    };
  }, [returned, onTicket, onSignedIn, onLinked]);
  if (error === undefined) return <Skeleton active aria-label={t("shared:loading")} />;
  return (
    <>
      <h1 className={styles.title}>{t("console:signIn.title")}</h1>
      <Alert type="error" showIcon role="alert" title={problemText(error)} className={styles.problem ?? ""} />
      <Button type="primary" block onClick={onBack}>
        {t("console:signIn.byPassword")}
      </Button>
    </>
  );
}
