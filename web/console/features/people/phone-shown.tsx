import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { PersonPage } from "../../../shared/api-types/index.ts";
import { useAct } from "../../shared/use-act.ts";

/** The phone number, masked until somebody needs to call; every look at the whole of it is audited. */
export function PhoneShown({ person }: { person: Pick<PersonPage, "id" | "phoneMasked" | "can"> }) {
  const { t } = useTranslation("console");
  const reveal = useAct({
    run: () => unwrap(api.POST("/api/people/{personId}/phone/reveal", { params: { path: { personId: person.id } } })),
    touches: [["people", "one", person.id]],
  });
  if (reveal.data) return <a href={`tel:${reveal.data.phone}`}>{reveal.data.phone}</a>;
  return (
    <span>
      {person.phoneMasked}{" "}
      {person.can.revealPhone && (
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
