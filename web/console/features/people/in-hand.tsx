import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";

const kinds = ["active", "held", "waiting", "entries"] as const;

/** How much of what somebody has goes back or is void when the membership ends; what it is stays theirs. */
export function InHand({ personId }: { personId: string }) {
  const { t } = useTranslation("console");
  const problemText = useProblemText();
  const found = useQuery({
    queryKey: ["people", personId, "in-hand"],
    queryFn: () => unwrap(api.GET("/api/people/{personId}/in-hand", { params: { path: { personId } } })),
  });
  if (found.isError) return problemText(found.error);
  if (found.data === undefined) return t("people.inHand.reading");
  const { data } = found;
  const there = kinds.filter((kind) => data[kind] > 0);
  if (there.length === 0) return t("people.inHand.none");
  return (
    <ul>
      {there.map((kind) => (
        <li key={kind}>{t(`people.inHand.${kind}`, { count: data[kind] })}</li>
      ))}
    </ul>
  );
}
