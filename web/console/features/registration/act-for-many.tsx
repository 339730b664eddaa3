import { Button, Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Registration, RegistrationActInput } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import { type RegistrationList, registrationKey } from "./registration.queries.ts";

const confirming = ["employed", "retired", "unemployed"] as const;
type Act = (typeof confirming)[number] | "keep" | "retain" | "ask";

/** What can be done now about the people of a list, as the server allows it. */
export function actsFor(stage: Registration["stage"], list: RegistrationList): readonly Act[] {
  if (list === "registered" || (stage !== "open" && stage !== "over")) return [];
  if (list === "wishes") return ["retain", "keep"];
  if (list === "decided") return stage === "over" ? [...confirming, "keep", "retain", "ask"] : confirming;
  return stage === "over" ? [...confirming, "keep", "retain", "ask"] : confirming;
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
  const [act, setAct] = useState<Act>();
  const isAll = chosen.length === 0;
  const says = confirming.find((one) => one === act) ?? null;
  const body: Omit<RegistrationActInput, "reason"> = {
    ...{ organisationId: registration.place.id, list, said: says, personIds: isAll ? null : [...chosen] },
    act: says === null ? ((act ?? "keep") as Exclude<Act, (typeof confirming)[number]>) : "confirm",
  };
  const whom = isAll ? t("registration.everybodyShort") : t("registration.countPeople", { count: chosen.length });
  const warning =
    says === null
      ? t(`registration.actWarning.${body.act === "confirm" ? "keep" : body.act}`, { whom })
      : t(`registration.actWarning.${says === "employed" ? "confirm" : "confirmRetain"}`, {
          ...{ whom, said: t(`registration.said.${says}`) },
        });
  return (
    <>
      <p>{isAll ? t("registration.everybody") : t("registration.chosen", { count: chosen.length })}</p>
      <Flex gap={8} wrap style={{ marginBottom: 12 }}>
        {actsFor(registration.stage, list).map((one) => (
          <Button key={one} onClick={() => setAct(one)}>
            {t(`registration.act.${one}`)}
          </Button>
        ))}
      </Flex>
      {list === "left" && registration.stage === "open" && <p>{t("registration.notYetHint")}</p>}
      <FormDialog<{ reason: string }, unknown>
        open={act !== undefined}
        onClose={() => setAct(undefined)}
        title={act === undefined ? "" : t(`registration.act.${act}`)}
        warning={warning}
        ok={act === undefined ? "" : t(`registration.act.${act}`)}
        run={({ reason }) =>
          unwrap(
            api.POST("/api/staff/registrations/{registrationId}/acts", {
              params: { path: { registrationId: registration.id } },
              body: { ...body, reason },
            }),
          )
        }
        done={t("registration.done")}
        touches={[registrationKey, ["people"]]}
        onDone={onDone}
      >
        <ReasonField />
      </FormDialog>
    </>
  );
}
