import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";
import type { Import } from "../../../shared/api-types/index.ts";

export const importsKey = ["imports"];

const working: readonly Import["state"][] = ["reading", "checking", "applying", "undoing"];
/** True while the server is at work on it. */
export const isAtWork = ({ state }: Pick<Import, "state">): boolean => working.includes(state);

/** What was brought in, the newest first; asked for again while the server works on one of them. */
export const importsQuery = infiniteQueryOptions({
  queryKey: [...importsKey, "list"],
  queryFn: ({ pageParam, signal }) => {
    const query = pageParam === "" ? {} : { before: pageParam };
    return unwrap(api.GET("/api/staff/imports", { params: { query }, signal }));
  },
  initialPageParam: "",
  getNextPageParam: ({ next }) => next ?? undefined,
  refetchInterval: ({ state }) =>
    state.data?.pages.some(({ items }) => items.some((one) => isAtWork(one))) ? 3000 : false,
});

/** One import; asked for again every second while the server works on it. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: [...importsKey, id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/imports/{importId}", { params: { path: { importId: id } }, signal })),
    refetchInterval: ({ state }) => (state.data && isAtWork(state.data) ? 1000 : false),
  });

/** Which lines are looked at. */
export type LineList = "insert" | "update" | "unchanged" | "conflict" | "refused" | "noted" | "stale" | "kept";

const filterOf = (list: LineList) => {
  if (list === "noted") return { noted: "true" as const };
  if (list === "stale" || list === "kept") return { state: list };
  return { outcome: list };
};

/** Lines of one kind, page by page, for the import as it is at this revision. */
export const linesQuery = (given: { id: string; list: LineList; revision: number }) =>
  infiniteQueryOptions({
    queryKey: [...importsKey, given.id, "lines", given.list, given.revision],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filterOf(given.list), after: pageParam, limit: 50 };
      return unwrap(
        api.GET("/api/staff/imports/{importId}/lines", { params: { path: { importId: given.id }, query }, signal }),
      );
    },
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** Kinds of tables that this person may bring in somewhere. */
export const kindsQuery = queryOptions({
  queryKey: [...importsKey, "kinds"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/staff/sheet-kinds", { signal })),
});

/** What a table is and whose. */
export interface BroughtFor {
  kind: string;
  organisationId?: string;
  subjectId?: string;
}

/** Brings a file in; gives the import's id. */
export const uploadImport = (file: File, query: BroughtFor) =>
  unwrap(
    api.POST("/api/staff/imports", {
      params: { query },
      // The document describes a file as text; what is sent is the form made here.
      body: { file: "" },
      bodySerializer: () => {
        const form = new FormData();
        form.append("file", file, file.name);
        return form;
      },
    }),
  );
