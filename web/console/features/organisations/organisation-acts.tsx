import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Button, Dropdown, Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isUnionKind, kindsBelow } from "../../../../wire/organisation-kinds.ts";
import { api, unwrap } from "../../../shared/api.ts";
import type { OrganisationDetail } from "../../../shared/api-types/index.ts";
import { ImportLink } from "../../shared/import-link.tsx";
import { organisationQuery } from "../../shared/organisations.ts";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { AddOrganisation } from "./add-organisation.tsx";
import { EditOrganisation } from "./edit-organisation.tsx";
import { CloseOrganisation, MergeOrganisation } from "./end-organisation.tsx";
import { MoveOrganisation } from "./move-organisation.tsx";
import { touchedQuery } from "./organisations.queries.ts";
import { SplitOrganisation } from "./split-organisation.tsx";

type Act = "add" | "edit" | "move" | "merge" | "split" | "close";

/** What can be done with an organisation. */
export function OrganisationActs({ organisation: one }: { organisation: OrganisationDetail }) {
  const { t } = useTranslation("console");
  const [open, setOpen] = useState<Act>();
  const close = () => setOpen(undefined);
  const alive = one.state !== "closed";
  const adds = one.can.addChild && alive && kindsBelow[one.kind].some((kind) => kind !== "merchant");
  const places = one.can.place && alive && one.parentId !== null && one.kind !== "merchant";
  const more = [...(isUnionKind(one.kind) ? (["merge", "split"] as const) : []), "close" as const].map((key) => ({
    key,
    label: t(`organisations.act.${key}`),
  }));
  return (
    <>
      <Flex gap={8} wrap style={{ marginTop: 16 }}>
        <Link to="/people" search={{ org: one.id }}>
          <Button tabIndex={-1}>{t("organisations.seePeople")}</Button>
        </Link>
        {adds && <Button onClick={() => setOpen("add")}>{t("organisations.add")}</Button>}
        {adds && <ImportLink kind="organisations" into={one.id} />}
        {one.can.edit && alive && <Button onClick={() => setOpen("edit")}>{t("organisations.edit")}</Button>}
        {places && <Button onClick={() => setOpen("move")}>{t("organisations.moveTo")}</Button>}
        {places && (
          <Dropdown menu={{ items: more, onClick: ({ key }) => setOpen(key as Act) }} trigger={["click"]}>
            <Button>{t("organisations.more")}</Button>
          </Dropdown>
        )}
      </Flex>
      {places && <PlannedMove id={one.id} />}
      <AddOrganisation parent={one} open={open === "add"} onClose={close} />
      <EditOrganisation organisation={one} open={open === "edit"} onClose={close} />
      <MoveOrganisation organisation={one} open={open === "move"} onClose={close} />
      <MergeOrganisation organisation={one} open={open === "merge"} onClose={close} />
      <SplitOrganisation organisation={one} open={open === "split"} onClose={close} />
      <CloseOrganisation organisation={one} open={open === "close"} onClose={close} />
    </>
  );
}

/** A move of a coming day, which can still be taken back. */
function PlannedMove({ id }: { id: string }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const planned = useQuery(touchedQuery(id)).data?.plannedMove ?? undefined;
  const to = useQuery({ ...organisationQuery(planned?.toId ?? ""), enabled: planned !== undefined });
  const cancel = useAct({
    run: () =>
      unwrap(api.POST("/api/organisations/{organisationId}/move/cancel", { params: { path: { organisationId: id } } })),
    done: t("organisations.moveTakenBack"),
    touches: [["organisations"]],
  });
  if (planned === undefined) return null;
  return (
    <Alert
      type="info"
      showIcon
      style={{ marginTop: 16 }}
      title={t("organisations.movePlanned", { day: show.date(planned.on), name: to.data?.name ?? "" })}
      action={
        <Button size="small" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t("organisations.takeBack")}
        </Button>
      }
    />
  );
}
