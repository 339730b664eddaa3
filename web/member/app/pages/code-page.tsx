import { useTranslation } from "react-i18next";
import { ShownCode } from "../../features/member-code/shown-code.tsx";
import { usePerson } from "../../session/use-person.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { Page } from "../../ui/page.tsx";

const about = { purpose: "identify", subject: null } as const;

/** The member code. */
export function CodePage() {
  const { t } = useTranslation("member");
  const me = usePerson();
  return (
    <Page title={t("code.title")}>
      <p className={cards.strong}>{me.name}</p>
      <p className={cards.soft}>{me.unions.find((union) => union.primary)?.name}</p>
      <ShownCode personId={me.personId} about={about} label={t("code.image")} />
      <p className={classes(cards.soft, cards.after)}>{t("code.hint")}</p>
    </Page>
  );
}
