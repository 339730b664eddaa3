import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { ProblemNotice } from "../../ui/notice.tsx";
import { leaveForParentApp } from "./parent-app.ts";
import styles from "./sign-in.module.css";

interface Props {
  provider: string;
  to: string | undefined;
  /** Inside the parent app people are its own: it is asked at once who this is. */
  byItself: boolean;
}

/** Signing in with the account of the parent app. */
export function ParentAppButton({ provider, to, byItself }: Props) {
  const { t } = useTranslation("member");
  const leave = useMutation({ mutationFn: () => leaveForParentApp(to) });
  const left = useRef(false);
  useEffect(() => {
    if (!byItself || left.current) return;
    left.current = true;
    leave.mutate();
  }, [byItself, leave]);
  return (
    <div className={styles.parent}>
      {leave.isError && <ProblemNotice error={leave.error} />}
      <Button kind="outline" disabled={leave.isPending} onPress={() => leave.mutate()}>
        {t("signIn.byParentApp", { provider })}
      </Button>
    </div>
  );
}
