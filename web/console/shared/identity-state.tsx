import { Button, Flex } from "antd";
import { useTranslation } from "react-i18next";
import { ToneTag } from "./tone-tag.tsx";
import { useAct } from "./use-act.ts";
import { useShow } from "./use-show.ts";

export interface IdentitySaid {
  source: "papers" | "demo";
  verdict: "matches" | "differs" | "unavailable";
  at: string;
}

interface IdentityStateProps {
  /** Counts as verified now. */
  verified: boolean;
  said: IdentitySaid | null;
  /** Asks the source; nothing to press without it. */
  ask?: (() => Promise<unknown>) | undefined;
  touches: unknown[][];
}

const tones = { matches: "done", differs: "bad", unavailable: "plain" } as const;

/** Whether somebody is who they say: by which source, when, and what to do about an answer that does not fit. */
export function IdentityState({ verified, said, ask, touches }: IdentityStateProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const act = useAct({ run: () => ask?.() ?? Promise.resolve(), touches });
  return (
    <Flex vertical gap={4} align="start">
      <span>
        {verified ? t("people.verified") : t("people.notVerified")}{" "}
        {said && <ToneTag tone={tones[said.verdict]}>{t(`people.verdict.${said.verdict}`)}</ToneTag>}
      </span>
      {said && (
        <span>
          {t("people.verdictBy", { source: t(`people.identitySource.${said.source}`), day: show.date(said.at) })}
        </span>
      )}
      {said && said.verdict !== "matches" && <span role="note">{t(`people.verdictWay.${said.verdict}`)}</span>}
      {ask && (
        <Button size="small" loading={act.isPending} onClick={() => act.mutate()}>
          {t(said === null ? "people.verify" : "people.verifyAgain")}
        </Button>
      )}
    </Flex>
  );
}
