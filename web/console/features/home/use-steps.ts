import { useQueries } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";
import { campaignsQuery } from "../../shared/campaigns.ts";
import { fundSourcesQuery } from "../../shared/fund-sources.ts";
import { useMe } from "../../shared/me.ts";
import { organisationsQuery } from "../../shared/organisations.ts";

interface Step {
  name: "organisations" | "people" | "funds" | "merchants" | "campaign" | "approval";
  to: "/organisations" | "/people" | "/funds" | "/merchants" | "/campaigns/new" | "/campaigns";
  done: boolean;
}

const drafts = ["draft", "submitted", "rejected"];

/** How far this union is on the way to its first release; undefined until the server has told. What one's duties do not show counts as done by others. */
export function useSteps(): Step[] | undefined {
  const permissions = useMe()?.permissions ?? [];
  const may = (begin: string) => permissions.some((permission) => permission.startsWith(begin));
  const [organisations, people, funds, merchants, campaigns] = useQueries({
    queries: [
      organisationsQuery(""),
      {
        queryKey: ["people", "any"],
        queryFn: () => unwrap(api.GET("/api/people", { params: { query: { limit: 1 } } })),
        enabled: may("people."),
      },
      { ...fundSourcesQuery(undefined), enabled: may("benefits.") },
      {
        queryKey: ["merchants", "any"],
        queryFn: () => unwrap(api.GET("/api/staff/merchants", { params: { query: { limit: 1 } } })),
        enabled: may("benefits."),
      },
      { ...campaignsQuery, enabled: may("benefits.") },
    ],
  });
  if ([organisations, people, funds, merchants, campaigns].some(({ isLoading }) => isLoading)) return undefined;
  // Who holds no duty has nothing to do here yet.
  if (permissions.length === 0) return undefined;
  const all = campaigns.data?.items;
  return [
    {
      name: "organisations",
      to: "/organisations",
      done: organisations.data?.items.some(({ children }) => children > 0) ?? true,
    },
    { name: "people", to: "/people", done: people.data ? people.data.items.length > 0 : true },
    { name: "funds", to: "/funds", done: funds.data ? funds.data.items.length > 0 : true },
    { name: "merchants", to: "/merchants", done: merchants.data ? merchants.data.items.length > 0 : true },
    { name: "campaign", to: "/campaigns/new", done: all ? all.length > 0 : true },
    { name: "approval", to: "/campaigns", done: all ? all.some(({ state }) => !drafts.includes(state)) : true },
  ];
}
