import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { CampaignRow } from "../../features/campaigns/campaign-row.tsx";
import { campaignsQuery } from "../../features/campaigns/campaigns.query.ts";
import { goodsListQuery } from "../../features/goods/goods.query.ts";
import { unreadQuery } from "../../features/inbox/inbox.query.ts";
import { MemberCard } from "../../features/me/member-card.tsx";
import { RegistrationDue } from "../../features/registration/registration-due.tsx";
import { TicketCard } from "../../features/showings/ticket-card.tsx";
import { ticketsQuery } from "../../features/showings/tickets.query.ts";
import { todaysTickets } from "../../features/showings/tickets.rules.ts";
import { VoucherCard } from "../../features/vouchers/voucher-card.tsx";
import { vouchersQuery } from "../../features/vouchers/vouchers.query.ts";
import { metaQuery } from "../../session/meta.query.ts";
import { isEmbedded } from "../../session/opened-by.ts";
import { usePerson } from "../../session/use-person.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { MenuLink } from "../../ui/menu.tsx";
import { Page } from "../../ui/page.tsx";
import { SearchForm } from "../../ui/search-form.tsx";
import { useServerNow } from "../../ui/use-server-now.ts";
import { HomeReleases } from "./home-releases.tsx";
import { Services } from "./services.tsx";

/** The home page: card, search, the release of the hour, my vouchers, the calendar, campaigns. */
export function HomePage() {
  const { t } = useTranslation(["member", "shared"]);
  const navigate = useNavigate();
  const me = usePerson();
  const { data: meta } = useQuery(metaQuery);
  const { data: unread = 0 } = useQuery(unreadQuery);
  const { data: campaigns = [] } = useQuery(campaignsQuery);
  const hasGoods = useInfiniteQuery(goodsListQuery({})).data?.pages[0]?.items.length;
  return (
    <Page title={meta?.name ?? t("shared:product")}>
      <MemberCard me={me} />
      <RegistrationDue />
      {isEmbedded() && <OwnPages />}
      {unread > 0 && (
        <Link to="/inbox" className={classes(cards.card, cards.sectionRow)}>
          <span>
            <span className={cards.dot} />
            {t("home.inbox")}
          </span>
          <span className={cards.soft}>{t("home.unread", { count: unread })}</span>
        </Link>
      )}
      {campaigns.length > 0 && (
        <SearchForm query="" onSearch={(q) => void navigate({ to: "/campaigns", search: { q } })} />
      )}
      <TodaysTickets />
      <Services />
      <HomeReleases between={<MyVouchers />} />
      {hasGoods !== undefined && hasGoods > 0 && (
        <Link to="/goods" className={classes(cards.card, cards.sectionRow)}>
          <span>{t("goods.title")}</span>
          <span className={cards.soft}>{t("goods.look")}</span>
        </Link>
      )}
      {campaigns.length > 0 && <h2 className={cards.section}>{t("home.campaigns")}</h2>}
      {campaigns.map((campaign) => (
        <CampaignRow key={campaign.id} campaign={campaign} />
      ))}
    </Page>
  );
}

/** Inside another app there is no bottom bar: its pages are reached from here. */
function OwnPages() {
  const { t } = useTranslation("member");
  return (
    <nav className={classes(cards.card, cards.rows)} aria-label={t("shell.navigation")}>
      <MenuLink to="/code">{t("shell.code")}</MenuLink>
      <MenuLink to="/me">{t("shell.me")}</MenuLink>
    </nav>
  );
}

/** Where one goes tonight stands above everything else. */
function TodaysTickets() {
  const { t } = useTranslation("member");
  const now = useServerNow();
  const { data = [] } = useQuery(ticketsQuery("open"));
  const today = todaysTickets(data, now);
  if (today.length === 0) return null;
  return (
    <section>
      <h2 className={cards.section}>{t("tickets.today")}</h2>
      {today.map((ticket) => (
        <TicketCard key={ticket.claimId} ticket={ticket} />
      ))}
    </section>
  );
}

function MyVouchers() {
  const { t } = useTranslation("member");
  const { data = [] } = useQuery(vouchersQuery("usable"));
  // Standing in line is no voucher yet; it is told with the release.
  const vouchers = data.filter((voucher) => voucher.state !== "waiting");
  if (vouchers.length === 0) return null;
  return (
    <section>
      <div className={cards.sectionRow}>
        <h2 className={cards.section}>{t("home.vouchers")}</h2>
        <Link to="/vouchers" className={classes(cards.link)}>
          {t("home.allVouchers")}
        </Link>
      </div>
      {vouchers.slice(0, 2).map((voucher) => (
        <VoucherCard key={voucher.claimId} voucher={voucher} />
      ))}
    </section>
  );
}
