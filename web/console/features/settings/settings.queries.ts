import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** How many people a union's campaigns need, and who has laid that down. */
export const officeQuery = (organisationId: string) =>
  queryOptions({
    queryKey: ["settings", "office", organisationId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/benefits-office/{organisationId}", { params: { path: { organisationId } }, signal })),
  });

/** Which days are worked, by year. */
export const calendarQuery = queryOptions({
  queryKey: ["settings", "calendar"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/calendar/years", { signal })),
});

/** Identity services, frames and doors; secrets are never told. */
export const signInSettingsQuery = queryOptions({
  queryKey: ["settings", "sign-in"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/settings/sign-in", { signal })),
});

/** Whom this installation asks about names and numbers. */
export const identitySettingsQuery = queryOptions({
  queryKey: ["settings", "identity"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/settings/identity", { signal })),
});

/** How text messages leave this installation; the shared secret is never told. */
export const smsSettingsQuery = queryOptions({
  queryKey: ["settings", "sms"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/settings/sms", { signal })),
});
