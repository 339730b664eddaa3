import { useTranslation } from "react-i18next";
import type { StaffSession } from "../../../shared/api-types/index.ts";
import { ToneTag } from "../../shared/tone-tag.tsx";

const tones = { planned: "plain", scheduled: "waiting", cancelled: "bad", over: "done" } as const;

/** What a session is now, and whose when a union has the whole house. */
export function SessionTag({ session }: { session: Pick<StaffSession, "state" | "audience" | "audienceName"> }) {
  const { t } = useTranslation("console");
  return (
    <>
      <ToneTag tone={tones[session.state]}>{t(`showings.state.${session.state}`)}</ToneTag>{" "}
      {session.audience === "charter" && (
        <ToneTag tone="plain">{t("showings.charterOf", { union: session.audienceName ?? "" })}</ToneTag>
      )}
    </>
  );
}
