import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Breadcrumb, Button, Card, Descriptions, Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { kindsBelow } from "../../../../wire/organisation-kinds.ts";
import { organisationQuery } from "../../shared/organisations.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import { AddOrganisation } from "./add-organisation.tsx";
import { EditOrganisation } from "./edit-organisation.tsx";
import { FactsShown } from "./facts-shown.tsx";

/** One organisation: where it stands, how many it counts, what can be done below it. */
export function OrganisationDetail({ id }: { id: string }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const organisation = useQuery(organisationQuery(id));
  const [open, setOpen] = useState<"add" | "edit">();
  const close = () => setOpen(undefined);
  return (
    <QueryView query={organisation}>
      {(one) => (
        <Card title={one.name}>
          <Breadcrumb
            style={{ marginBottom: 16 }}
            items={one.path.map((step) => ({
              key: step.id,
              title: (
                <Link to="/organisations" search={{ at: step.id }}>
                  {step.name}
                </Link>
              ),
            }))}
          />
          <Descriptions
            column={{ xs: 1, md: 2 }}
            items={[
              { key: "kind", label: t("organisations.kindLabel"), children: t(`organisations.kind.${one.kind}`) },
              { key: "members", label: t("organisations.members"), children: show.number(one.members) },
              { key: "children", label: t("organisations.children"), children: show.number(one.children) },
            ]}
          />
          <FactsShown organisation={one} />
          <Flex gap={8} wrap style={{ marginTop: 16 }}>
            <Link to="/people" search={{ org: id }}>
              <Button tabIndex={-1}>{t("organisations.seePeople")}</Button>
            </Link>
            {one.can.addChild &&
              one.state !== "closed" &&
              kindsBelow[one.kind].length > 0 &&
              one.kind !== "merchant" && <Button onClick={() => setOpen("add")}>{t("organisations.add")}</Button>}
            {one.can.edit && one.state !== "closed" && (
              <Button onClick={() => setOpen("edit")}>{t("organisations.edit")}</Button>
            )}
          </Flex>
          <AddOrganisation parent={one} open={open === "add"} onClose={close} />
          <EditOrganisation organisation={one} open={open === "edit"} onClose={close} />
        </Card>
      )}
    </QueryView>
  );
}
