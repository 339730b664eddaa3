import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNotice } from "../../ui/notice.tsx";
import styles from "./rehearsal.module.css";

interface EnterFormProps {
  /** What the scanned link carries. */
  linkKey: string;
  onEntered: () => void;
}

/** Enters by a press, not by opening: whoever only looks at a link does not use it up. */
export function EnterForm({ linkKey, onEntered }: EnterFormProps) {
  const { t } = useTranslation("member");
  const enter = useMutation({
    mutationFn: () => unwrap(api.POST("/api/rehearsals/enter", { body: { key: linkKey } })),
    onSuccess: onEntered,
  });
  return (
    <>
      <p className={styles.about}>{t("rehearsal.about")}</p>
      {enter.isError && <ProblemNotice error={enter.error} />}
      <Button onPress={() => enter.mutate()} disabled={enter.isPending}>
        {enter.isPending ? t("rehearsal.entering") : t("rehearsal.enter")}
      </Button>
    </>
  );
}
