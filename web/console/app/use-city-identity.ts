import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../shared/api.ts";
import { useMeta } from "../shared/me.ts";
import { useAct } from "../shared/use-act.ts";

/**
 * Whether one may come in by the city's identity service, and the entries of the account menu that link it and take it away; `asking`
 * is what it is called while the password is to be given again.
 */
export function useCityIdentity() {
  const { t } = useTranslation("console");
  const [asking, setAsking] = useState(false);
  const offered = useMeta()?.oidc.staff ?? null;
  const { data } = useQuery({
    queryKey: ["staff-oidc"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/staff/oidc", { signal })),
    enabled: offered !== null,
    staleTime: 300_000,
  });
  const unlink = useAct({
    run: () => unwrap(api.DELETE("/api/staff/oidc/link")),
    done: t("shell.unlinked"),
    touches: [["staff-oidc"]],
  });
  const stop = () => setAsking(false);
  if (data?.provider == null) return { linked: false, items: [], provider: "", asking: false, stop };
  const { provider, linked } = data;
  const label = t(linked ? "shell.unlink" : "shell.link", { provider });
  const onClick = () => (linked ? unlink.mutate() : setAsking(true));
  return { linked, items: [{ key: "city", label, onClick }], provider, asking, stop };
}
