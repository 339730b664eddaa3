import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EnterForm } from "../../features/rehearsal/enter-form.tsx";
import { forgetKept } from "../../session/kept.ts";
import { Empty } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";

/** The door of the play space: from a scanned link in, and where a phone finds itself when the rehearsal is over. */
export function EnterPage() {
  const { t } = useTranslation("member");
  const navigate = useNavigate();
  const client = useQueryClient();
  const [linkKey] = useState(() => window.location.hash.slice(1));
  const onEntered = () => {
    forgetKept();
    client.clear();
    void navigate({ to: "/", hash: "", replace: true });
  };
  return (
    <Page title={t("rehearsal.title")}>
      {linkKey === "" ? (
        <Empty>
          <p>{t("rehearsal.none")}</p>
          <a href="/">{t("rehearsal.toReal")}</a>
        </Empty>
      ) : (
        <EnterForm linkKey={linkKey} onEntered={onEntered} />
      )}
    </Page>
  );
}
