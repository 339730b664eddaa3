import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../shared/api.ts";
import { useMeta } from "../shared/me.ts";
import { useAct } from "../shared/use-act.ts";

/** Whether one may come in by the city's identity service, and the entries of the account menu that link it and take it away. */
export function useCityIdentity() {
  const { t } = useTranslation("console");
  const offered = useMeta()?.oidc.staff ?? null;
  const { data } = useQuery({
    queryKey: ["staff-oidc"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/staff/oidc", { signal })),
    enabled: offered !== null,
    staleTime: 300_000,
  });
  const link = useAct({
    run: () => unwrap(api.POST("/api/staff/oidc/link/begin")),
    touches: [],
    onDone: ({ url }) => location.assign(url),
  });
  const unlink = useAct({
    run: () => unwrap(api.DELETE("/api/staff/oidc/link")),
    done: t("shell.unlinked"),
    touches: [["staff-oidc"]],
  });
  if (data?.provider == null) return { linked: false, items: [] };
  const { provider, linked } = data;
  const label = t(linked ? "shell.unlink" : "shell.link", { provider });
  return { linked, items: [{ key: "city", label, onClick: () => (linked ? unlink : link).mutate() }] };
}
