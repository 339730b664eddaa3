import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** How text messages leave this installation; the shared secret is never told. */
export const smsSettingsQuery = queryOptions({
  queryKey: ["settings", "sms"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/settings/sms", { signal })),
});
