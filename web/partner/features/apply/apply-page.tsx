import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { ApplicationDesk } from "../../../shared/api-types/index.ts";
import form from "../../../shared/hand/form.module.css";
import { PlaceLink } from "../../shared/place.tsx";
import { ProvePhone } from "../../shared/prove-phone.tsx";
import pairing from "../pairing/pairing.module.css";
import { ApplyForm } from "./apply-form.tsx";
import { OwnApplications } from "./own-applications.tsx";

/** A company asks a union to become its merchant: phone first, then the form; later the answer, with the same phone. */
export function ApplyPage() {
  const { t } = useTranslation("partner");
  const [phone, setPhone] = useState("");
  const [desk, setDesk] = useState<ApplicationDesk>();
  return (
    <main className={pairing.page}>
      <h1>{t("apply.title")}</h1>
      <p className={pairing.about}>{t("apply.about")}</p>
      {desk === undefined ? (
        <ProvePhone
          label={t("apply.phone")}
          send={(to) => unwrap(api.POST("/api/partner/applications/codes", { body: { phone: to } }))}
          prove={(body) => unwrap(api.POST("/api/partner/applications/desk", { body }))}
          onProven={(opened, proven) => {
            setPhone(proven);
            setDesk(opened);
          }}
        />
      ) : (
        <>
          <OwnApplications applications={desk.applications} />
          {desk.unions.length === 0 ? (
            <p className={form.info}>{t("apply.none")}</p>
          ) : (
            <ApplyForm desk={desk} phone={phone} onSent={(applications) => setDesk({ ...desk, applications })} />
          )}
        </>
      )}
      <PlaceLink to="pair">{t("apply.toPair")}</PlaceLink>
    </main>
  );
}
