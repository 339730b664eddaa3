import { Button, Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Registration, RegistrationActInput } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import { type RegistrationList, registrationKey } from "./registration.queries.ts";

const confirming = ["employed", "retired", "unemployed"] as const;
type Confirming = (typeof confirming)[number];
type Act = Confirming | "keep" | "retain" | "ask";
const isConfirming = (act: Act): act is Confirming => confirming.some((one) => one === act);

/** What can be done now about the people of a list, as the server allows it. */
export function actsFor(stage: Registration["stage"], list: RegistrationList): readonly Act[] {
  if (list === "registered" || (stage !== "open" && stage !== "over")) return [];
  if (list === "wishes") return ["retain", "keep"];
  if (stage === "over") return [...confirming, "keep", "retain", "ask"];
  // Who has been decided about while it is open had spoken; nobody speaks for them.
  return list === "left" ? confirming : [];
}

interface Props {
  registration: Registration;
  list: Exclude<RegistrationList, "registered">;
  chosen: readonly string[];
  onDone: () => void;
}

/** One act for those chosen, or for all of the list; said first whom it touches. */
export function ActForMany({ registration, list, chosen, onDone }: Props) {
  const { t } = useTranslation("console");
  // It stays what it was while the dialog goes.
  const [act, setAct] = useState<Act>("keep");
  const [isAsking, setAsking] = useState(false);
  const isAll = chosen.length === 0;
  // Whoever is settled stays in that list: all of it would be the same people again and again.
  const needsChoice = list === "decided" && isAll;
  const nobodyRead = act === "keep" && list === "left";
  const says = isConfirming(act) ? act : null;
  const body: Omit<RegistrationActInput, "reason"> = {
    ...{ organisationId: registration.place.id, list, said: says, personIds: isAll ? null : [...chosen] },
    act: isConfirming(act) ? "confirm" : act,
  };
  const whom = isAll ? t("registration.everybodyShort") : t("registration.countPeople", { count: chosen.length });
  const warning = isConfirming(act)
    ? t(`registration.actWarning.${act === "employed" ? "confirm" : "confirmRetain"}`, {
        ...{ whom, said: t(`registration.said.${act}`) },
      })
    : t(`registration.actWarning.${act}`, { whom });
  const ask = (one: Act) => {
    setAct(one);
    setAsking(true);
  };
  return (
    <>
      <p>
        {needsChoice
          ? t("registration.chooseFirst")
          : isAll
            ? t("registration.everybody")
            : t("registration.chosen", { count: chosen.length })}
      </p>
      <Flex gap={8} wrap style={{ marginBottom: 12 }}>
        {actsFor(registration.stage, list).map((one) => (
          <Button key={one} disabled={needsChoice} onClick={() => ask(one)}>
            {t(`registration.act.${one}`)}
          </Button>
        ))}
      </Flex>
      {list === "left" && registration.stage === "open" && <p>{t("registration.notYetHint")}</p>}
      <FormDialog<{ reason: string }, { done: number; skipped: number }>
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t(`registration.act.${act}`)}
        warning={warning}
        ok={t(`registration.act.${act}`)}
        run={({ reason }) =>
          unwrap(
            api.POST("/api/staff/registrations/{registrationId}/acts", {
              params: { path: { registrationId: registration.id } },
              body: { ...body, reason },
            }),
          )
        }
        done={({ done, skipped }) =>
          t("registration.done", { count: done }) + (skipped > 0 ? t("registration.skipped", { count: skipped }) : "")
        }
        touches={[registrationKey, ["people"]]}
        onDone={onDone}
      >
        <ReasonField toMembers={!nobodyRead} />
      </FormDialog>
    </>
  );
}
