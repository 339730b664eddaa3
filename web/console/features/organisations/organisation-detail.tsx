import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Breadcrumb, Button, Card, Descriptions, Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { organisationQuery } from "../../shared/organisations.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import { AddOrganisation } from "./add-organisation.tsx";
import { RenameOrganisation } from "./rename-organisation.tsx";

/** One organisation: where it stands, how many it counts, what can be done below it. */
export function OrganisationDetail({ id }: { id: string }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const organisation = useQuery(organisationQuery(id));
  const [open, setOpen] = useState<"add" | "rename">();
  const close = () => setOpen(undefined);
  return (
    <QueryView query={organisation}>
      {({ name, shortName, kind, members, children, path, can }) => (
        <Card title={name}>
          <Breadcrumb
            style={{ marginBottom: 16 }}
            items={path.map((step) => ({
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
              { key: "kind", label: t("organisations.kindLabel"), children: t(`organisations.kind.${kind}`) },
              { key: "members", label: t("organisations.members"), children: show.number(members) },
              { key: "children", label: t("organisations.children"), children: show.number(children) },
            ]}
          />
          <Flex gap={8} wrap style={{ marginTop: 16 }}>
            <Link to="/people" search={{ org: id }}>
              <Button tabIndex={-1}>{t("organisations.seePeople")}</Button>
            </Link>
            {can.addChild && kind !== "merchant" && (
              <Button onClick={() => setOpen("add")}>{t("organisations.add")}</Button>
            )}
            {can.edit && <Button onClick={() => setOpen("rename")}>{t("organisations.rename")}</Button>}
          </Flex>
          <AddOrganisation parent={{ id, name, kind }} open={open === "add"} onClose={close} />
          <RenameOrganisation organisation={{ id, name, shortName }} open={open === "rename"} onClose={close} />
        </Card>
      )}
    </QueryView>
  );
}
