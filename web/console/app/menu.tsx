import {
  ApartmentOutlined,
  AuditOutlined,
  BankOutlined,
  BarChartOutlined,
  BookOutlined,
  CalendarOutlined,
  CheckSquareOutlined,
  DisconnectOutlined,
  ExportOutlined,
  FileDoneOutlined,
  GiftOutlined,
  HomeOutlined,
  IdcardOutlined,
  ImportOutlined,
  LoginOutlined,
  MailOutlined,
  MessageOutlined,
  NodeIndexOutlined,
  QuestionCircleOutlined,
  RiseOutlined,
  SafetyCertificateOutlined,
  ScheduleOutlined,
  ShopOutlined,
  ShoppingOutlined,
  SolutionOutlined,
  SwapOutlined,
  TeamOutlined,
  UserAddOutlined,
  UsergroupDeleteOutlined,
  VideoCameraOutlined,
  WalletOutlined,
} from "@ant-design/icons";
import { Link, useLocation } from "@tanstack/react-router";
import { Menu } from "antd";
import { useTranslation } from "react-i18next";
import { useMe, useMeta } from "../shared/me.ts";

/** The menu by job to do; `needs` is how a permission begins without which the page shows nothing. */
export const menuGroups = [
  {
    group: "today",
    pages: [
      { page: "home", needs: "", to: "/", icon: <HomeOutlined /> },
      { page: "waiting", needs: "decisions.attach", to: "/waiting", icon: <CheckSquareOutlined /> },
    ],
  },
  {
    group: "give",
    pages: [
      { page: "campaigns", needs: "benefits.", to: "/campaigns", icon: <GiftOutlined /> },
      { page: "releases", needs: "releases.", to: "/releases", icon: <CalendarOutlined /> },
      { page: "showings", needs: "activities.read", to: "/showings", icon: <VideoCameraOutlined /> },
      { page: "charters", needs: "activities.charter", to: "/charters", icon: <SolutionOutlined /> },
      { page: "places", needs: "places.", to: "/places", icon: <BankOutlined /> },
      { page: "desk", needs: "releases.", to: "/desk", icon: <QuestionCircleOutlined /> },
    ],
  },
  {
    group: "people",
    pages: [
      { page: "people", needs: "people.", to: "/people", icon: <TeamOutlined /> },
      { page: "imports", needs: "imports.use", to: "/people/imports", icon: <ImportOutlined /> },
      { page: "duplicates", needs: "people.manage", to: "/people/duplicates", icon: <UsergroupDeleteOutlined /> },
      { page: "exports", needs: "people.manage", to: "/people/exports", icon: <ExportOutlined /> },
      { page: "joining", needs: "people.", to: "/joining", icon: <UserAddOutlined /> },
      { page: "transfers", needs: "people.", to: "/transfers", icon: <SwapOutlined /> },
      { page: "registrations", needs: "people.", to: "/registrations", icon: <IdcardOutlined /> },
      { page: "organisations", needs: "", to: "/organisations", icon: <ApartmentOutlined /> },
      { page: "statistics", needs: "statistics.view", to: "/statistics", icon: <BarChartOutlined /> },
    ],
  },
  {
    group: "partners",
    pages: [
      { page: "merchants", needs: "benefits.", to: "/merchants", icon: <ShopOutlined /> },
      { page: "goods", needs: "benefits.", to: "/goods", icon: <ShoppingOutlined /> },
      { page: "discrepancies", needs: "benefits.", to: "/discrepancies", icon: <DisconnectOutlined /> },
      { page: "settlements", needs: "benefits.", to: "/settlements", icon: <FileDoneOutlined /> },
      { page: "reconciliation", needs: "benefits.", to: "/reconciliation", icon: <CheckSquareOutlined /> },
      { page: "leverage", needs: "benefits.", to: "/leverage", icon: <RiseOutlined /> },
      { page: "funds", needs: "benefits.", to: "/funds", icon: <WalletOutlined /> },
      { page: "ledger", needs: "benefits.", to: "/ledger", icon: <BookOutlined /> },
    ],
  },
  {
    group: "manage",
    pages: [
      { page: "duties", needs: "staff.", to: "/duties", icon: <SafetyCertificateOutlined /> },
      { page: "audit", needs: "audit.", to: "/audit", icon: <AuditOutlined /> },
      { page: "peopleSettings", needs: "benefits.office", to: "/settings/people", icon: <NodeIndexOutlined /> },
      { page: "calendar", needs: "settings.", to: "/settings/calendar", icon: <ScheduleOutlined /> },
      { page: "signInSettings", needs: "settings.", to: "/settings/sign-in", icon: <LoginOutlined /> },
      { page: "sms", needs: "settings.", to: "/settings/sms", icon: <MessageOutlined /> },
      { page: "outbox", needs: "", to: "/outbox", icon: <MailOutlined /> },
    ],
  },
] as const;

/** The pages behind which there is something for the signed-in person; the outbox only in a demo, settings only at the top. */
export function useMenuGroups() {
  const demo = useMeta()?.demo === true;
  const me = useMe();
  const isDuty = (needs: string) => me?.permissions.some((permission) => permission.startsWith(needs)) === true;
  // Settings are the whole installation's: for those whose duty is on an organisation that has none above it.
  const atTop = me?.duties.some(({ path }) => !path.includes(".")) === true;
  const useful = (page: string, needs: string) => {
    if (page === "outbox") return demo;
    // Duties to review wait there too.
    if (page === "waiting" && isDuty("staff.manage")) return true;
    if (needs === "settings.") return atTop && isDuty(needs);
    return needs === "" || isDuty(needs);
  };
  return menuGroups
    .map(({ group, pages }) => ({ group, pages: pages.filter(({ page, needs }) => useful(page, needs)) }))
    .filter(({ pages }) => pages.length > 0);
}

/** The main menu; `onChosen` closes the drawer that holds it on a phone. */
export function MainMenu({ onChosen }: { onChosen?: () => void }) {
  const { t } = useTranslation("console");
  const here = useLocation({ select: (location) => location.pathname });
  const groups = useMenuGroups();
  // Of a page below another one, the nearer is meant.
  const current = groups
    .flatMap(({ pages }) => [...pages])
    .filter(({ to }) => (to === "/" ? here === "/" : here.startsWith(to)))
    .sort((one, other) => other.to.length - one.to.length)[0];
  const items = groups.map(({ group, pages }) => ({
    key: group,
    type: "group" as const,
    label: t(`shell.group.${group}`),
    children: pages.map(({ page, to, icon }) => ({
      key: page,
      icon,
      label: <Link to={to}>{t(`shell.page.${page}`)}</Link>,
    })),
  }));
  return (
    <nav aria-label={t("shell.navigation")}>
      <Menu
        mode="inline"
        style={{ border: "none" }}
        items={items}
        selectedKeys={current ? [current.page] : []}
        onClick={() => onChosen?.()}
      />
    </nav>
  );
}
