import { UserOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../shared/api.ts";
import { languages } from "../../shared/format.ts";
import { chooseLanguage, useLanguage } from "../../shared/i18n/index.ts";
import { useMe } from "../shared/me.ts";
import { useAct } from "../shared/use-act.ts";
import { PasswordModal } from "./password-modal.tsx";

/** One's own name, with language, password and sign-out behind it. */
export function AccountMenu({ compact }: { compact: boolean }) {
  const { t } = useTranslation(["console", "shared"]);
  const me = useMe();
  const forced = me?.passwordTemporary === true;
  const current = useLanguage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [changing, setChanging] = useState(false);
  const signOut = useAct({
    run: () => unwrap(api.POST("/api/staff/sign-out")),
    touches: [],
    onDone: () => {
      client.clear();
      void navigate({ to: "/sign-in", search: {} });
    },
  });
  const items = [
    ...languages
      .filter((language) => language !== current)
      .map((language) => ({
        key: language,
        label: t(`shared:language.${language}`),
        onClick: () => void chooseLanguage(language),
      })),
    { key: "password", label: t("console:shell.password"), onClick: () => setChanging(true) },
    { type: "divider" as const },
    { key: "out", label: t("console:shell.signOut"), onClick: () => signOut.mutate() },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={["click"]}>
        <Button type="text" icon={<UserOutlined />} aria-label={me?.name ?? ""} aria-haspopup="menu">
          {compact ? null : me?.name}
        </Button>
      </Dropdown>
      <PasswordModal open={changing || forced} forced={forced} onClose={() => setChanging(false)} />
    </>
  );
}
