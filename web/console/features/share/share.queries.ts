import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

export type ShareLanguage = "zh-CN" | "en";

/** Where each kind of thing keeps its share kit. */
const kits = {
  campaigns: "/api/staff/share/campaigns/{id}",
  showings: "/api/staff/share/showings/{id}",
  unions: "/api/staff/share/unions/{id}",
} as const;
export type ShareKind = keyof typeof kits;
export const isShareKind = (kind: string): kind is ShareKind => kind in kits;

/** Poster, text and link of a published thing. */
export const shareKitQuery = (kind: ShareKind, id: string, language: ShareLanguage) =>
  queryOptions({
    queryKey: ["share", kind, id, language],
    queryFn: ({ signal }) => unwrap(api.GET(kits[kind], { params: { path: { id }, query: { language } }, signal })),
  });
