import { api, unwrap } from "../../shared/api.ts";

/** Brings in a file, to be kept with what is saved afterwards; gives its id. */
export async function sendFile(
  { file, name }: { file: Blob; name: string },
  query: { purpose: string; organisationId: string },
): Promise<{ id: string; name: string }> {
  const stored = await unwrap(
    api.POST("/api/files", {
      params: { query },
      // The document describes a file as text; what is sent is the form made here.
      body: { file: "" },
      bodySerializer: () => {
        const form = new FormData();
        form.append("file", file, name);
        return form;
      },
    }),
  );
  return { id: stored.id, name };
}
