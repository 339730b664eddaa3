import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  retainSearchParams,
} from "@tanstack/react-router";
import { ApiProblem } from "../../shared/api-problem.ts";
import { createQueryClient } from "../../shared/query-client.ts";
import { inSpace } from "../../shared/space.ts";
import { meQuery, metaQuery } from "../shared/me.ts";
import { Layout } from "./layout.tsx";
import { NotFound } from "./not-found.tsx";
import { pages } from "./pages.ts";

export const queryClient = createQueryClient();

type Search = Record<string, unknown>;
const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
/** Keeps the texts of a search that a page knows, and only those. */
const texts =
  <Name extends string>(...names: Name[]) =>
  (search: Search): { [Key in Name]?: string } => {
    const known: { [Key in Name]?: string } = {};
    for (const name of names) {
      const value = text(search[name]);
      if (value !== undefined) known[name] = value;
    }
    return known;
  };

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  validateSearch: texts("org"),
  search: { middlewares: [retainSearchParams(["org"])] },
  beforeLoad: ({ context }) => void context.queryClient.prefetchQuery(metaQuery),
  component: Outlet,
  notFoundComponent: NotFound,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  // The last three are what the city's identity service leaves in the address.
  validateSearch: texts("next", "code", "state", "iss"),
  component: lazyRouteComponent(() => import("../features/sign-in/sign-in-page.tsx"), "SignInPage"),
});

/** Everything behind sign-in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(meQuery);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
      throw redirect({ to: "/sign-in", search: { next: location.href } });
    }
  },
  errorComponent: lazyRouteComponent(() => import("./cannot-start.tsx"), "CannotStart"),
  component: Layout,
});

/** A sheet of paper: without menu and frame. */
const print = createRoute({
  getParentRoute: () => root,
  path: "/statements/$statementId/print",
  component: lazyRouteComponent(() => import("../features/settlement/statement-print.tsx"), "StatementPrintPage"),
});

const under = { getParentRoute: () => inside } as const;

const tree = root.addChildren([
  signIn,
  print,
  inside.addChildren([
    createRoute({ ...under, path: "/", component: pages.home }),
    createRoute({
      ...under,
      path: "/organisations",
      validateSearch: texts("at", "day", "tab"),
      component: pages.organisations,
    }),
    createRoute({
      ...under,
      path: "/statistics",
      validateSearch: texts("tab", "at", "day", "tree", "only"),
      component: pages.statistics,
    }),
    createRoute({
      ...under,
      path: "/people",
      validateSearch: texts("q", "after", "day", "standing", "verified"),
      component: pages.people,
    }),
    createRoute({
      ...{ ...under, path: "/people/imports", component: pages.imports },
      validateSearch: texts("kind", "subject", "about", "into"),
    }),
    createRoute({ ...under, path: "/people/imports/$importId", component: pages.import }),
    createRoute({
      ...under,
      path: "/people/duplicates",
      validateSearch: texts("list", "after"),
      component: pages.duplicates,
    }),
    createRoute({ ...under, path: "/people/$personId", validateSearch: texts("day"), component: pages.person }),
    createRoute({ ...under, path: "/people/exports", component: pages.exports }),
    createRoute({ ...under, path: "/joining", validateSearch: texts("list", "after"), component: pages.joiningList }),
    createRoute({
      ...under,
      path: "/joining/invitations",
      validateSearch: texts("after"),
      component: pages.invitations,
    }),
    createRoute({ ...under, path: "/joining/$joiningId", component: pages.joining }),
    createRoute({ ...under, path: "/transfers", validateSearch: texts("list", "after"), component: pages.transfers }),
    createRoute({ ...under, path: "/transfers/$transferId", component: pages.transfer }),
    createRoute({ ...under, path: "/registrations", component: pages.registrations }),
    createRoute({
      ...under,
      path: "/registrations/$registrationId",
      validateSearch: texts("list", "after"),
      component: pages.registration,
    }),
    createRoute({ ...under, path: "/waiting", component: pages.waiting }),
    createRoute({ ...under, path: "/campaigns", validateSearch: texts("state", "q"), component: pages.campaigns }),
    createRoute({ ...under, path: "/campaigns/new", component: pages.newCampaign }),
    createRoute({ ...under, path: "/campaigns/$campaignId", component: pages.campaign }),
    createRoute({ ...under, path: "/rehearsals/$rehearsalId", component: pages.rehearsal }),
    createRoute({ ...under, path: "/campaigns/$campaignId/edit", component: pages.editCampaign }),
    createRoute({ ...under, path: "/releases", validateSearch: texts("from"), component: pages.releases }),
    createRoute({
      ...under,
      path: "/releases/$releaseId",
      validateSearch: texts("tab", "person"),
      component: pages.release,
    }),
    createRoute({ ...under, path: "/places", validateSearch: texts("tab"), component: pages.places }),
    createRoute({
      ...under,
      path: "/places/halls/$hallId",
      validateSearch: texts("tab", "from", "view"),
      component: pages.hall,
    }),
    createRoute({ ...under, path: "/places/halls/$hallId/seats", component: pages.seatEditor }),
    createRoute({ ...under, path: "/showings", validateSearch: texts("tab"), component: pages.showings }),
    createRoute({ ...under, path: "/showings/$sessionId", component: pages.showing }),
    createRoute({
      ...under,
      path: "/showings/plans/$planId",
      validateSearch: texts("view"),
      component: pages.showingPlan,
    }),
    createRoute({ ...under, path: "/showings/series/$seriesId", component: pages.showingYears }),
    createRoute({ ...under, path: "/charters", component: pages.charters }),
    createRoute({ ...under, path: "/charters/$sessionId", component: pages.charter }),
    createRoute({ ...under, path: "/funds", component: pages.funds }),
    createRoute({ ...under, path: "/ledger", validateSearch: texts("from", "to"), component: pages.ledger }),
    createRoute({ ...under, path: "/settlements", component: pages.settlements }),
    createRoute({ ...under, path: "/settlements/$settlementId", component: pages.settlement }),
    createRoute({ ...under, path: "/statements/$statementId", component: pages.statement }),
    createRoute({
      ...under,
      path: "/reconciliation",
      validateSearch: texts("from", "to"),
      component: pages.reconciliation,
    }),
    createRoute({ ...under, path: "/leverage", component: pages.leverage }),
    createRoute({ ...under, path: "/merchants", component: pages.merchants }),
    createRoute({ ...under, path: "/merchants/applications", component: pages.applications }),
    createRoute({ ...under, path: "/merchants/$merchantId", component: pages.merchant }),
    createRoute({ ...under, path: "/plaques/$plaqueId", component: pages.plaque }),
    createRoute({ ...under, path: "/goods", component: pages.goods }),
    createRoute({
      ...under,
      path: "/discrepancies",
      validateSearch: texts("merchant", "handled"),
      component: pages.discrepancies,
    }),
    createRoute({ ...under, path: "/campaigns/$campaignId/awards", component: pages.awards }),
    createRoute({ ...under, path: "/campaigns/$campaignId/awards/$awardId/paper", component: pages.paper }),
    createRoute({ ...under, path: "/campaigns/$campaignId/quotas", component: pages.quotas }),
    createRoute({ ...under, path: "/desk", validateSearch: texts("person", "release"), component: pages.desk }),
    createRoute({ ...under, path: "/campaigns/$campaignId/notices", component: pages.notices }),
    createRoute({ ...under, path: "/campaigns/$campaignId/bundles", component: pages.bundles }),
    createRoute({ ...under, path: "/share/$kind/$id", component: pages.share }),
    createRoute({
      ...under,
      path: "/duties/reviews/$reviewId",
      validateSearch: texts("list", "after"),
      component: pages.dutyReview,
    }),
    createRoute({ ...under, path: "/duties", component: pages.duties }),
    createRoute({
      ...under,
      path: "/audit",
      validateSearch: texts("from", "to", "action", "objectId", "actor"),
      component: pages.audit,
    }),
    createRoute({ ...under, path: "/outbox", component: pages.outbox }),
    createRoute({ ...under, path: "/settings/people", component: pages.peopleSettings }),
    createRoute({ ...under, path: "/settings/calendar", component: pages.calendar }),
    createRoute({ ...under, path: "/settings/sms", component: pages.sms }),
    createRoute({ ...under, path: "/settings/sign-in", component: pages.signInSettings }),
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  basepath: inSpace("/console"),
  context: { queryClient },
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

// A sign-in that ends in the middle of work leads to the sign-in page and back again.
queryClient.getQueryCache().subscribe((event) => {
  if (event.type !== "updated" || event.action.type !== "error") return;
  const { error } = event.action as { error: unknown };
  const here = router.state.location;
  if (error instanceof ApiProblem && error.status === 401 && !here.pathname.endsWith("/sign-in")) {
    queryClient.removeQueries({ queryKey: meQuery.queryKey });
    void router.navigate({ to: "/sign-in", search: { next: here.href } });
  }
});
