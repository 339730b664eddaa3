import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Joining } from "../../../shared/api-types/index.ts";
import { useAct } from "../../shared/use-act.ts";

interface Props {
  application: Pick<Joining, "id" | "phoneMasked" | "idMasked" | "can">;
  field: "phone" | "id_number";
}

/** A number of the applicant, masked until it is asked for; every look is audited. */
export function NumberShown({ application, field }: Props) {
  const { t } = useTranslation("console");
  const reveal = useAct({
    run: () =>
      unwrap(
        api.POST("/api/staff/joining/{joiningId}/reveal", {
          params: { path: { joiningId: application.id } },
          body: { field },
        }),
      ),
    touches: [],
  });
  const masked = field === "phone" ? application.phoneMasked : application.idMasked;
  if (reveal.data && field === "phone") return <a href={`tel:${reveal.data.value}`}>{reveal.data.value}</a>;
  if (reveal.data) return <span>{reveal.data.value}</span>;
  if (masked === "") return <span>–</span>;
  return (
    <span>
      {masked}{" "}
      {application.can.reveal && (
        <Button
          type="link"
          size="small"
          title={t("people.revealAudited")}
          loading={reveal.isPending}
          onClick={() => reveal.mutate()}
        >
          {t("people.reveal")}
        </Button>
      )}
    </span>
  );
}
