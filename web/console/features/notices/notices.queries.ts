import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** The publications of a campaign. */
export const noticesQuery = (id: string) =>
  queryOptions({
    queryKey: ["campaigns", "notices", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/staff/campaigns/{id}/notices", { params: { path: { id } }, signal })),
  });
