import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { ApplicationDesk } from "../../../shared/api-types/index.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Field } from "../../../shared/hand/field.tsx";
import form from "../../../shared/hand/form.module.css";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { PlaceLink } from "../../shared/place.tsx";
import pairing from "../pairing/pairing.module.css";
import { ApplyForm } from "./apply-form.tsx";
import { OwnApplications } from "./own-applications.tsx";

/** A company asks a union to become its merchant: phone first, then the form; later the answer, with the same phone. */
export function ApplyPage() {
  const { t } = useTranslation(["partner", "shared"]);
  const [phone, setPhone] = useState("");
  const [desk, setDesk] = useState<ApplicationDesk>();
  return (
    <main className={pairing.page}>
      <h1>{t("partner:apply.title")}</h1>
      <p className={pairing.about}>{t("partner:apply.about")}</p>
      {desk === undefined ? (
        <ProvePhone phone={phone} onPhone={setPhone} onDesk={setDesk} />
      ) : (
        <>
          <OwnApplications applications={desk.applications} />
          {desk.unions.length === 0 ? (
            <p className={form.info}>{t("partner:apply.none")}</p>
          ) : (
            <ApplyForm desk={desk} phone={phone} onSent={(applications) => setDesk({ ...desk, applications })} />
          )}
        </>
      )}
      <PlaceLink to="pair">{t("partner:apply.toPair")}</PlaceLink>
    </main>
  );
}

interface ProvePhoneProps {
  phone: string;
  onPhone: (phone: string) => void;
  onDesk: (desk: ApplicationDesk) => void;
}

function ProvePhone({ phone, onPhone, onDesk }: ProvePhoneProps) {
  const { t } = useTranslation(["partner", "shared"]);
  const problemText = useProblemText();
  const [code, setCode] = useState("");
  const send = useMutation({
    mutationFn: () => unwrap(api.POST("/api/partner/applications/codes", { body: { phone } })),
  });
  const open = useMutation({
    mutationFn: () => unwrap(api.POST("/api/partner/applications/desk", { body: { phone, code } })),
    onSuccess: onDesk,
  });
  const error = open.error ?? send.error;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (send.data) open.mutate();
        else send.mutate();
      }}
    >
      <Field
        label={t("partner:apply.phone")}
        type="tel"
        autoComplete="tel"
        value={phone}
        disabled={send.isSuccess}
        onChange={(event) => onPhone(event.target.value)}
        pattern="1[0-9]{10}"
        title={t("partner:pair.phoneHelp")}
        required
      />
      {send.data?.demoCode && <p className={form.info}>{t("shared:demo.code", { code: send.data.demoCode })}</p>}
      {send.data && (
        <Field
          label={t("partner:apply.code")}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.target.value)}
          pattern="[0-9]{6}"
          maxLength={6}
          required
          autoFocus
        />
      )}
      {error && (
        <p role="alert" className={form.problem}>
          {problemText(error)}
        </p>
      )}
      <Button primary type="submit" busy={send.isPending || open.isPending}>
        {send.data ? t("partner:apply.next") : t("partner:apply.sendCode")}
      </Button>
    </form>
  );
}
