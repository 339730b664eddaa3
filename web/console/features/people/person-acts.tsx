import { useNavigate } from "@tanstack/react-router";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { PersonPage } from "../../../shared/api-types/index.ts";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { useAct } from "../../shared/use-act.ts";
import { BeginTransfer } from "../transfers/begin-transfer.tsx";
import { AddAffiliation } from "./add-affiliation.tsx";
import { ApplyFor } from "./apply-for.tsx";
import { ChangeState } from "./change-state.tsx";
import { EditPerson } from "./edit-person.tsx";
import { NewPhone } from "./new-phone.tsx";
import { TransferMember } from "./transfer-member.tsx";

/** What can be done for a person: correct the file, a new phone, another union, the end of membership. */
export function PersonActs({ person }: { person: PersonPage }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const [open, setOpen] = useState<"edit" | "phone" | "transfer" | "move" | "affiliate" | "state" | "end" | "join">();
  const close = () => setOpen(undefined);
  const { id, name, can } = person;
  const end = useAct({
    run: (reason: string) =>
      unwrap(
        api.POST("/api/people/{personId}/membership/end", { params: { path: { personId: id } }, body: { reason } }),
      ),
    done: t("people.ended", { name }),
    touches: [["people", "list"], ["organisations"]],
    onDone: () => {
      close();
      void navigate({ to: "/people" });
    },
  });
  const isMember = person.memberNumber !== null;
  const rarer = [
    { key: "transfer", label: t("people.transfer"), onClick: () => setOpen("transfer") },
    ...(person.memberships.some(({ primary, validTo }) => primary && validTo === null)
      ? [{ key: "move", label: t("transfers.begin"), onClick: () => setOpen("move") }]
      : []),
    { key: "affiliate", label: t("people.affiliate"), onClick: () => setOpen("affiliate") },
    { key: "state", label: t("people.changeState"), onClick: () => setOpen("state") },
    { key: "end", label: t("people.end"), danger: true, onClick: () => setOpen("end") },
  ];
  return (
    <>
      {can.edit && <Button onClick={() => setOpen("edit")}>{t("people.edit")}</Button>}
      {can.changePhone && <Button onClick={() => setOpen("phone")}>{t("people.newPhone")}</Button>}
      {can.edit && !isMember && (
        <Button type="primary" onClick={() => setOpen("join")}>
          {t("people.listed.apply")}
        </Button>
      )}
      {can.edit && isMember && (
        <Dropdown menu={{ items: rarer }} trigger={["click"]}>
          <Button>{t("people.membership")}</Button>
        </Dropdown>
      )}
      <NewPhone personId={id} name={name} open={open === "phone"} onClose={close} />
      <EditPerson person={person} open={open === "edit"} onClose={close} />
      <TransferMember personId={id} name={name} open={open === "transfer"} onClose={close} />
      <BeginTransfer personId={id} name={name} open={open === "move"} onClose={close} />
      <AddAffiliation personId={id} name={name} open={open === "affiliate"} onClose={close} />
      <ApplyFor person={person} open={open === "join"} onClose={close} />
      <ChangeState person={person} open={open === "state"} onClose={close} />
      <ReasonModal
        open={open === "end"}
        title={t("people.endTitle", { name })}
        warning={t("people.endWarning")}
        ok={t("people.end")}
        busy={end.isPending}
        toMembers
        onCancel={close}
        onConfirm={(reason) => end.mutate(reason)}
      />
    </>
  );
}
