import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

export type ShareLanguage = "zh-CN" | "en";

/** Poster, text and link of a published thing. */
export const shareKitQuery = (kind: string, id: string, language: ShareLanguage) =>
  queryOptions({
    queryKey: ["share", kind, id, language],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/share/{kind}/{id}", { params: { path: { kind, id }, query: { language } }, signal })),
  });
