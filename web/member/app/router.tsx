import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { inSpace, isPlay } from "../../shared/space.ts";
import { type TicketList, ticketLists } from "../features/showings/tickets.query.ts";
import { type VoucherList, voucherLists } from "../features/vouchers/vouchers.query.ts";
import { isOwnPage } from "../ui/own-page.ts";
import { Waiting } from "../ui/waiting.tsx";
import { Crashed, NotFound } from "./dead-ends.tsx";
import { HomePage } from "./pages/home-page.tsx";
import { Shell } from "./shell.tsx";
import { SignedIn } from "./signed-in.tsx";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Crashed });
const member = createRoute({ getParentRoute: () => root, id: "member", component: SignedIn });

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

interface SignInSearch {
  to?: string;
  code?: string;
  state?: string;
  iss?: string;
  error?: string;
}

// A code made of digits alone arrives as a number.
const textOf = (key: string, value: unknown): [string, string][] =>
  typeof value === "string" || typeof value === "number" ? [[key, String(value)]] : [];

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  // Only to pages of our own: a link in a message must not lead away after signing in.
  // `code`, `state`, `iss` and `error` are what the parent app's sign-in leaves in the address.
  validateSearch: (search): SignInSearch => {
    const to = text(search.to);
    return {
      ...(to !== undefined && isOwnPage(to) ? { to } : {}),
      ...Object.fromEntries(["code", "state", "iss", "error"].flatMap((key) => textOf(key, search[key]))),
    };
  },
  component: lazyRouteComponent(() => import("./pages/sign-in-page.tsx"), "SignInPage"),
});

const join = createRoute({
  getParentRoute: () => root,
  path: "/join",
  component: lazyRouteComponent(() => import("./pages/join-page.tsx"), "JoinPage"),
});

/** By a union's code: it need not be looked for. */
const joinUnion = createRoute({
  getParentRoute: () => root,
  path: "/join/$organisationId",
  validateSearch: (search): { i?: string } => {
    const i = text(search.i);
    return i === undefined ? {} : { i };
  },
  component: lazyRouteComponent(() => import("./pages/join-page.tsx"), "JoinPage"),
});

const enter = createRoute({
  getParentRoute: () => root,
  path: "/enter",
  component: isPlay ? lazyRouteComponent(() => import("./pages/enter-page.tsx"), "EnterPage") : NotFound,
});

const home = createRoute({ getParentRoute: () => member, path: "/", component: HomePage });

const release = createRoute({
  getParentRoute: () => member,
  path: "/releases/$releaseId",
  validateSearch: (search): { view?: "details"; party?: string } => {
    const party = text(search.party);
    return { ...(search.view === "details" ? { view: "details" } : {}), ...(party === undefined ? {} : { party }) };
  },
  component: lazyRouteComponent(() => import("./pages/release-page.tsx"), "ReleasePage"),
});

const why = createRoute({
  getParentRoute: () => member,
  path: "/releases/$releaseId/why",
  component: lazyRouteComponent(() => import("./pages/why-page.tsx"), "WhyPage"),
});

const order = createRoute({
  getParentRoute: () => member,
  path: "/releases/$releaseId/order",
  component: lazyRouteComponent(() => import("./pages/order-page.tsx"), "OrderPage"),
});

const campaigns = createRoute({
  getParentRoute: () => member,
  path: "/campaigns",
  validateSearch: (search): { q?: string } => {
    const q = text(search.q);
    return q === undefined ? {} : { q };
  },
  component: lazyRouteComponent(() => import("./pages/campaigns-page.tsx"), "CampaignsPage"),
});

const campaign = createRoute({
  getParentRoute: () => member,
  path: "/campaigns/$campaignId",
  component: lazyRouteComponent(() => import("./pages/campaign-page.tsx"), "CampaignPage"),
});

const goodsList = createRoute({
  getParentRoute: () => member,
  path: "/goods",
  validateSearch: (search): { q?: string; origin?: string } => {
    const [q, origin] = [text(search.q), text(search.origin)];
    return { ...(q !== undefined && { q }), ...(origin !== undefined && { origin }) };
  },
  component: lazyRouteComponent(() => import("./pages/goods-list-page.tsx"), "GoodsListPage"),
});

const goods = createRoute({
  getParentRoute: () => member,
  path: "/goods/$goodsId",
  component: lazyRouteComponent(() => import("./pages/goods-page.tsx"), "GoodsPage"),
});

const vouchers = createRoute({
  getParentRoute: () => member,
  path: "/vouchers",
  validateSearch: (search): { list?: VoucherList } => {
    const list = voucherLists.find((name) => name === search.list);
    return list === undefined ? {} : { list };
  },
  component: lazyRouteComponent(() => import("./pages/vouchers-page.tsx"), "VouchersPage"),
});

const voucher = createRoute({
  getParentRoute: () => member,
  path: "/vouchers/$claimId",
  component: lazyRouteComponent(() => import("./pages/voucher-page.tsx"), "VoucherPage"),
});

const showings = createRoute({
  getParentRoute: () => member,
  path: "/showings",
  component: lazyRouteComponent(() => import("./pages/showings-page.tsx"), "ShowingsPage"),
});

const showing = createRoute({
  getParentRoute: () => member,
  path: "/showings/$sessionId",
  component: lazyRouteComponent(() => import("./pages/showing-page.tsx"), "ShowingPage"),
});

const tickets = createRoute({
  getParentRoute: () => member,
  path: "/tickets",
  validateSearch: (search): { list?: TicketList } => {
    const list = ticketLists.find((name) => name === search.list);
    return list === undefined ? {} : { list };
  },
  component: lazyRouteComponent(() => import("./pages/tickets-page.tsx"), "TicketsPage"),
});

const ticket = createRoute({
  getParentRoute: () => member,
  path: "/tickets/$claimId",
  component: lazyRouteComponent(() => import("./pages/ticket-page.tsx"), "TicketPage"),
});

const ticketSeat = createRoute({
  getParentRoute: () => member,
  path: "/tickets/$claimId/seat",
  component: lazyRouteComponent(() => import("./pages/ticket-seat-page.tsx"), "TicketSeatPage"),
});

const code = createRoute({
  getParentRoute: () => member,
  path: "/code",
  component: lazyRouteComponent(() => import("./pages/code-page.tsx"), "CodePage"),
});

const inbox = createRoute({
  getParentRoute: () => member,
  path: "/inbox",
  component: lazyRouteComponent(() => import("./pages/inbox-page.tsx"), "InboxPage"),
});

const me = createRoute({
  getParentRoute: () => member,
  path: "/me",
  component: lazyRouteComponent(() => import("./pages/me-page.tsx"), "MePage"),
});

const transfer = createRoute({
  getParentRoute: () => member,
  path: "/transfer",
  component: lazyRouteComponent(() => import("./pages/transfer-page.tsx"), "TransferPage"),
});

const registration = createRoute({
  getParentRoute: () => member,
  path: "/registration",
  component: lazyRouteComponent(() => import("./pages/registration-page.tsx"), "RegistrationPage"),
});

const data = createRoute({
  getParentRoute: () => member,
  path: "/data",
  component: lazyRouteComponent(() => import("./pages/data-page.tsx"), "DataPage"),
});

const dataCopy = createRoute({
  getParentRoute: () => member,
  path: "/data/copy",
  component: lazyRouteComponent(() => import("./pages/copy-page.tsx"), "CopyPage"),
});

const dataClose = createRoute({
  getParentRoute: () => member,
  path: "/data/close",
  component: lazyRouteComponent(() => import("./pages/close-page.tsx"), "ClosePage"),
});

const served = createRoute({
  getParentRoute: () => member,
  path: "/me/services",
  component: lazyRouteComponent(() => import("./pages/served-page.tsx"), "ServedPage"),
});

const settings = createRoute({
  getParentRoute: () => member,
  path: "/settings",
  component: lazyRouteComponent(() => import("./pages/settings-page.tsx"), "SettingsPage"),
});

const phone = createRoute({
  getParentRoute: () => member,
  path: "/settings/phone",
  component: lazyRouteComponent(() => import("./pages/phone-page.tsx"), "PhonePage"),
});

const kindness = createRoute({
  getParentRoute: () => member,
  path: "/settings/kindness",
  component: lazyRouteComponent(() => import("./pages/kindness-page.tsx"), "KindnessPage"),
});

const about = createRoute({
  getParentRoute: () => root,
  path: "/about",
  component: lazyRouteComponent(() => import("./pages/about-page.tsx"), "AboutPage"),
});

const forMembers = [
  home,
  release,
  why,
  order,
  campaigns,
  campaign,
  goodsList,
  goods,
  vouchers,
  voucher,
  showings,
  showing,
  tickets,
  ticket,
  ticketSeat,
  code,
  inbox,
  me,
  transfer,
  registration,
  data,
  dataCopy,
  dataClose,
  served,
  settings,
  phone,
  kindness,
];

/** The pages of the member entrance. All but the home page load when they are first opened. */
export const router = createRouter({
  basepath: inSpace("/"),
  routeTree: root.addChildren([signIn, join, joinUnion, enter, about, member.addChildren(forMembers)]),
  defaultPendingComponent: Waiting,
  defaultErrorComponent: Crashed,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
