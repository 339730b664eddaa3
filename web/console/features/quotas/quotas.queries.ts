import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";
import type { CampaignQuotas } from "../../../shared/api-types/index.ts";

/** What one union gets of a kind. */
export type Quota = CampaignQuotas["kinds"][number]["quotas"][number];

/** How many units of each kind of a campaign every union gets. */
export const quotasQuery = (id: string) =>
  queryOptions({
    queryKey: ["campaigns", "quotas", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/staff/campaigns/{id}/quotas", { params: { path: { id } }, signal })),
  });
