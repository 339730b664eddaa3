import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** The award shares of a campaign's rounds, and what was awarded. */
export const awardsQuery = (id: string) =>
  queryOptions({
    queryKey: ["campaigns", "awards", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/staff/campaigns/{id}/awards", { params: { path: { id } }, signal })),
  });

/** Brings in the document on which an award rests; gives its id. */
export async function uploadDocument(file: Blob, name: string, organisationId: string): Promise<string> {
  const stored = await unwrap(
    api.POST("/api/files", {
      params: { query: { purpose: "decisions.document", organisationId } },
      // The document describes a file as text; what is sent is the form made here.
      body: { file: "" },
      bodySerializer: () => {
        const form = new FormData();
        form.append("file", file, name);
        return form;
      },
    }),
  );
  return stored.id;
}
