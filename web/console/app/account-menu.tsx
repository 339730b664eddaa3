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
import { LinkIdentityModal } from "./link-identity-modal.tsx";
import { PasswordModal } from "./password-modal.tsx";
import { useCityIdentity } from "./use-city-identity.ts";

/** One's own name, with language, password and sign-out behind it. */
export function AccountMenu({ compact }: { compact: boolean }) {
  const { t } = useTranslation(["console", "shared"]);
  const me = useMe();
  const forced = me?.passwordTemporary === true;
  const current = useLanguage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [changing, setChanging] = useState(false);
  const city = useCityIdentity();
  const signOut = useAct({
    // Who came by the city's identity service leaves that too.
    run: async () =>
      city.linked ? unwrap(api.POST("/api/staff/oidc/sign-out")) : unwrap(api.POST("/api/staff/sign-out")),
    touches: [],
    onDone: (answer) => {
      client.clear();
      if (answer?.url) location.assign(answer.url);
      else void navigate({ to: "/sign-in", search: {} });
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
    ...city.items,
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
      <LinkIdentityModal provider={city.provider} open={city.asking} onClose={city.stop} />
      <PasswordModal open={changing || forced} forced={forced} onClose={() => setChanging(false)} />
    </>
  );
}
