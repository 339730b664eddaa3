import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { App, Card, Segmented } from "antd";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { StaffMe, StaffTicket } from "../../../shared/api-types/index.ts";
import { languages } from "../../../shared/format.ts";
import { chooseLanguage, useLanguage } from "../../../shared/i18n/index.ts";
import { meQuery, useMeta } from "../../shared/me.ts";
import { CityReturn } from "./city-return.tsx";
import { CitySignIn } from "./city-sign-in.tsx";
import { FirstStep } from "./first-step.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { SecondStep } from "./second-step.tsx";
import styles from "./sign-in.module.css";

/** Sign-in: password, then the second factor; the first time, setting up the second factor. */
export function SignInPage() {
  const { t } = useTranslation(["console", "shared"]);
  const client = useQueryClient();
  const navigate = useNavigate();
  const { next, code, state, iss } = useSearch({ from: "/sign-in" });
  const meta = useMeta();
  const { message } = App.useApp();
  const [ticket, setTicket] = useState<StaffTicket>();
  const [codes, setCodes] = useState<string[]>();
  // `next` comes from the address: only a page of the console is followed.
  const enter = useCallback(
    () => void navigate({ href: next?.startsWith("/") && !next.startsWith("//") ? next : "/", replace: true }),
    [navigate, next],
  );
  const onSignedIn = useCallback(
    (me: StaffMe, recoveryCodes: string[] = []) => {
      client.setQueryData(meQuery.queryKey, me);
      if (recoveryCodes.length > 0) setCodes(recoveryCodes);
      else enter();
    },
    [client, enter],
  );
  const returned = useMemo(
    () => (code !== undefined && state !== undefined ? { code, state, ...(iss && { iss }) } : undefined),
    [code, state, iss],
  );
  const forgetReturned = useCallback(() => void navigate({ to: "/sign-in", search: {}, replace: true }), [navigate]);
  const onLinked = useCallback(() => {
    void message.success(t("console:signIn.linked"));
    enter();
  }, [enter, message, t]);
  return (
    <main className={styles.page}>
      <p className={styles.brand}>{meta?.name ?? t("shared:product")}</p>
      <Card className={styles.card ?? ""}>
        {codes ? (
          <RecoveryCodes codes={codes} onKept={enter} />
        ) : ticket ? (
          <SecondStep
            ticket={ticket}
            onSignedIn={onSignedIn}
            onBack={() => {
              setTicket(undefined);
              forgetReturned();
            }}
          />
        ) : returned ? (
          <CityReturn
            returned={returned}
            onTicket={setTicket}
            onSignedIn={onSignedIn}
            onLinked={onLinked}
            onBack={forgetReturned}
          />
        ) : (
          <>
            <FirstStep onTicket={setTicket} />
            {meta?.oidc.staff && <CitySignIn provider={meta.oidc.staff} />}
          </>
        )}
      </Card>
      {meta?.demo && <p className={styles.demo}>{t("shared:demo.banner")}</p>}
      <Segmented
        aria-label={t("console:signIn.language")}
        value={useLanguage()}
        options={languages.map((value) => ({ value, label: t(`shared:language.${value}`) }))}
        onChange={(language) => void chooseLanguage(language)}
      />
    </main>
  );
}
