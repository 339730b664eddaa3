import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

export const registrationKey = ["registrations"];
export const registrationLists = ["left", "wishes", "decided", "registered"] as const;
export type RegistrationList = (typeof registrationLists)[number];

const at = (organisationId: string | undefined) => (organisationId === undefined ? {} : { organisationId });

/** The years of an organisation, or of all that one answers for. */
export const registrationsQuery = (organisationId: string | undefined) =>
  queryOptions({
    queryKey: [...registrationKey, "list", organisationId ?? ""],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/registrations", { params: { query: at(organisationId) }, signal })),
  });

/** One year at an organisation of its branch. */
export const registrationQuery = (registrationId: string, organisationId: string | undefined) =>
  queryOptions({
    queryKey: [...registrationKey, "one", registrationId, organisationId ?? ""],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/staff/registrations/{registrationId}", {
          params: { path: { registrationId }, query: at(organisationId) },
          signal,
        }),
      ),
  });

interface Asked {
  list: RegistrationList;
  organisationId: string | undefined;
  after: string | undefined;
}

/** People of one list of a year. */
export const registrationPeopleQuery = (registrationId: string, { list, organisationId, after }: Asked) =>
  queryOptions({
    queryKey: [...registrationKey, "people", registrationId, list, organisationId ?? "", after ?? ""],
    queryFn: ({ signal }) => {
      const query = { list, ...at(organisationId), ...(after && { after }), limit: 50 };
      return unwrap(
        api.GET("/api/staff/registrations/{registrationId}/people", {
          params: { path: { registrationId }, query },
          signal,
        }),
      );
    },
  });
