import { Button, Flex, Popover } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { PersonPage } from "../../../shared/api-types/index.ts";
import { useAct } from "../../shared/use-act.ts";

const purposes = ["contact", "verify", "benefit", "correction", "other"] as const;
type Purpose = (typeof purposes)[number];

interface FieldShownProps {
  person: Pick<PersonPage, "id" | "phoneMasked" | "idMasked" | "can">;
  field: "phone" | "id_number";
}

/** A number, masked until somebody says what they need the whole of it for; every look is audited. */
export function FieldShown({ person, field }: FieldShownProps) {
  const { t } = useTranslation("console");
  const [asking, setAsking] = useState(false);
  const reveal = useAct({
    run: (purpose: Purpose) =>
      unwrap(
        api.POST("/api/people/{personId}/reveal", {
          params: { path: { personId: person.id } },
          body: { field, purpose },
        }),
      ),
    touches: [["people", "one", person.id]],
    onDone: () => setAsking(false),
  });
  const masked = field === "phone" ? person.phoneMasked : person.idMasked;
  if (reveal.data && field === "phone") return <a href={`tel:${reveal.data.value}`}>{reveal.data.value}</a>;
  if (reveal.data) return <span>{reveal.data.value}</span>;
  if (masked === "") return <span>–</span>;
  return (
    <span>
      {masked}{" "}
      {person.can.reveal && (
        <Popover
          trigger="click"
          open={asking}
          onOpenChange={setAsking}
          title={t("people.revealFor")}
          content={<Purposes busy={reveal.isPending} onChoose={(purpose) => reveal.mutate(purpose)} />}
        >
          <Button type="link" size="small" aria-haspopup="dialog">
            {t("people.reveal")}
          </Button>
        </Popover>
      )}
    </span>
  );
}

function Purposes({ busy, onChoose }: { busy: boolean; onChoose: (purpose: Purpose) => void }) {
  const { t } = useTranslation("console");
  return (
    <Flex vertical gap={4} style={{ maxWidth: 240 }}>
      {purposes.map((purpose) => (
        <Button key={purpose} type="text" disabled={busy} onClick={() => onChoose(purpose)}>
          {t(`people.purpose.${purpose}`)}
        </Button>
      ))}
      <small>{t("people.revealAudited")}</small>
    </Flex>
  );
}
