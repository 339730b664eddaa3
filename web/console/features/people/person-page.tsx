import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button, Card, Descriptions, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useEmploymentForm } from "../../shared/use-employment-form.ts";
import { EditPerson } from "./edit-person.tsx";
import { NewPhone } from "./new-phone.tsx";
import { personQuery } from "./people.queries.ts";
import { PersonHistory } from "./person-history.tsx";

/** One person: who they are, what happened, what can be done for them. */
export function PersonPage() {
  const { t } = useTranslation("console");
  const { personId } = useParams({ from: "/inside/people/$personId" });
  const person = useQuery(personQuery(personId));
  const employmentForm = useEmploymentForm();
  const [open, setOpen] = useState<"edit" | "phone">();
  const close = () => setOpen(undefined);
  const can = person.data?.can;
  const acts = (
    <>
      {can?.edit && <Button onClick={() => setOpen("edit")}>{t("people.edit")}</Button>}
      {can?.changePhone && <Button onClick={() => setOpen("phone")}>{t("people.newPhone")}</Button>}
    </>
  );
  return (
    <Page
      title={person.data?.name ?? t("people.person")}
      back={<Link to="/people">{t("people.title")}</Link>}
      actions={acts}
    >
      <QueryView query={person}>
        {(one) => (
          <>
            <Card style={{ marginBottom: 16 }}>
              <Descriptions
                column={{ xs: 1, md: 2, xl: 3 }}
                items={[
                  { key: "phone", label: t("common.phone"), children: one.phoneMasked ?? t("people.noPhone") },
                  {
                    key: "number",
                    label: t("people.memberNumber"),
                    children: one.memberNumber ?? t("people.noNumber"),
                  },
                  {
                    key: "verified",
                    label: t("people.identity"),
                    children: one.verified ? t("people.verified") : t("people.notVerified"),
                  },
                  { key: "form", label: t("people.employmentForm"), children: employmentForm(one.employmentForm) },
                  {
                    key: "tags",
                    label: t("people.tags"),
                    children: one.tags.length === 0 ? "–" : one.tags.map((tag) => <Tag key={tag}>{tag}</Tag>),
                  },
                  { key: "sex", label: t("people.sex"), children: one.sex ? t(`people.sexes.${one.sex}`) : "–" },
                  { key: "birthDate", label: t("people.birthDate"), children: one.birthDate ?? "–" },
                  {
                    key: "unions",
                    label: t("people.union"),
                    span: 2,
                    children: one.unions.map(({ id, name, primary }) => (
                      <span key={id}>
                        <Link to="/organisations" search={{ at: id }}>
                          {name}
                        </Link>{" "}
                        {primary && <Tag>{t("people.primary")}</Tag>}
                      </span>
                    )),
                  },
                ]}
              />
            </Card>
            <Card title={t("people.history")}>
              <PersonHistory history={one.history} />
            </Card>
            <NewPhone personId={one.id} name={one.name} open={open === "phone"} onClose={close} />
            <EditPerson person={one} open={open === "edit"} onClose={close} />
          </>
        )}
      </QueryView>
    </Page>
  );
}
