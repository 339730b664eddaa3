import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { unreadQuery } from "../../features/inbox/inbox.query.ts";
import { MemberCard, unusualStates } from "../../features/me/member-card.tsx";
import { RegistrationDue } from "../../features/registration/registration-due.tsx";
import { showingsQuery } from "../../features/showings/showings.query.ts";
import { ticketsQuery } from "../../features/showings/tickets.query.ts";
import { forgetKept } from "../../session/kept.ts";
import { memberCodeOf } from "../../session/member-code.ts";
import { usePerson } from "../../session/use-person.ts";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { MenuLink } from "../../ui/menu.tsx";
import { ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";

/** What belongs to the member. */
export function MePage() {
  const { t } = useTranslation("member");
  const me = usePerson();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: unread = 0 } = useQuery(unreadQuery);
  const { data: tickets = [] } = useQuery(ticketsQuery("open"));
  const { data: showings = [] } = useQuery(showingsQuery);
  const hasCinema = tickets.length + showings.length > 0;
  const signOut = useMutation({
    mutationFn: () => unwrap(api.POST("/api/member/sign-out")),
    onSuccess: async () => {
      await memberCodeOf(me.personId).forget();
      forgetKept();
      await navigate({ to: "/sign-in" });
      client.clear();
    },
  });
  return (
    <Page title={t("me.title")}>
      <MemberCard me={me} />
      <RegistrationDue />
      <nav className={classes(cards.card, cards.rows)} aria-label={t("me.title")}>
        <MenuLink to="/vouchers">{t("me.vouchers")}</MenuLink>
        {hasCinema && <MenuLink to="/tickets">{t("tickets.title")}</MenuLink>}
        <MenuLink to="/me/services">{t("served.title")}</MenuLink>
        <MenuLink to="/inbox" aside={unread > 0 && t("home.unread", { count: unread })}>
          {t("me.inbox")}
        </MenuLink>
        <MenuLink to="/registration">{t("registration.menu")}</MenuLink>
        <MenuLink to="/transfer">{t("transfer.menu")}</MenuLink>
        <MenuLink to="/data">{t("data.menu")}</MenuLink>
        <MenuLink to="/settings">{t("me.settings")}</MenuLink>
        <MenuLink to="/about">{t("me.about")}</MenuLink>
      </nav>
      <section className={cards.card}>
        <h2 className={cards.strong}>{t("me.unions")}</h2>
        <ul>
          {me.unions.map((union) => {
            const state = unusualStates.find((one) => one === union.state);
            return (
              <li key={union.id}>
                {union.name}
                {state && <span className={cards.soft}> {t(`me.state.${state}`)}</span>}
              </li>
            );
          })}
        </ul>
      </section>
      {signOut.isError && <ProblemNotice error={signOut.error} />}
      <Button kind="plain" disabled={signOut.isPending} onPress={() => signOut.mutate()}>
        {t("me.signOut")}
      </Button>
    </Page>
  );
}
